package io.troupe.subprocess;

import io.troupe.internal.subprocess.PipeInput;
import io.troupe.internal.subprocess.PipeOutput;
import io.troupe.internal.subprocess.ProgramPipe;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The start of one program: its streams are connected, and what prevents it is said. Used once. */
final class Launch {
  private static final String PATH = "PATH";
  private static final String SETSID = "setsid";

  private final Command command;
  private final Options options;
  private final List<ProgramPipe> unused = new ArrayList<>();
  private @Nullable ProgramPipe before;
  private @Nullable Process writer;
  private @Nullable ProgramPipe after;
  private boolean hasNext;

  Launch(Command command) {
    this.command = command;
    options = command.options();
  }

  /** Has the program read from a pipe to which the one before writes. */
  Launch from(ProgramPipe pipe, Process writer) {
    before = pipe;
    this.writer = writer;
    unused.add(pipe);
    return this;
  }

  /** Has the program write to a pipe from which the next one reads. */
  Launch toNext() {
    hasNext = true;
    return this;
  }

  /**
   * Returns the pipe from which the next program reads, once this one is started; null if there is
   * none.
   */
  @Nullable
  ProgramPipe after() {
    return after;
  }

  /** A started program with our ends of its pipes; null for what is no pipe to us. */
  record Started(
      Process process,
      @Nullable PipeOutput stdin,
      @Nullable PipeInput stdout,
      @Nullable PipeInput stderr) {}

  /** Starts the program; the pipes are closed if it does not start. */
  Started start() throws IOException {
    try {
      ProgramPipe stdin =
          before != null ? before : pipeFor(options.hasInput() ? Redirect.PIPE : options.stdin);
      ProgramPipe stdout = pipeFor(hasNext ? Redirect.PIPE : options.stdout);
      after = hasNext ? stdout : null;
      ProgramPipe stderr = pipeFor(options.stderr);
      Process process = start(builder(stdin, stdout, stderr));
      unused.clear();
      return connected(process, stdin, stdout, stderr);
    } finally {
      unused.forEach(ProgramPipe::close);
    }
  }

  private ProcessBuilder builder(
      @Nullable ProgramPipe stdin, @Nullable ProgramPipe stdout, @Nullable ProgramPipe stderr) {
    ProcessBuilder builder = new ProcessBuilder();
    changeEnvironment(builder);
    if (options.directory != null) {
      builder.directory(options.directory.toFile());
    }
    builder.redirectInput(stdin == null ? input(options.stdin) : stdin.input());
    builder.redirectOutput(stdout == null ? output(options.stdout) : stdout.output());
    if (isMerged()) {
      builder.redirectErrorStream(true);
    } else {
      builder.redirectError(stderr == null ? output(options.stderr) : stderr.output());
    }
    return builder;
  }

  private Started connected(
      Process process,
      @Nullable ProgramPipe stdin,
      @Nullable ProgramPipe stdout,
      @Nullable ProgramPipe stderr)
      throws IOException {
    if (stdin != null) {
      stdin.readBy(process.getOutputStream());
    }
    if (before != null && writer != null) {
      before.writtenBy(writer.getInputStream());
    }
    if (stdout != null && stdout != after) {
      stdout.writtenBy(process.getInputStream());
    }
    if (stderr != null) {
      stderr.writtenBy(process.getErrorStream());
    }
    return new Started(
        process,
        stdin == null || stdin == before ? null : stdin.sink(options.unbuffered),
        stdout == null || stdout == after ? null : stdout.source(),
        stderr == null ? null : stderr.source());
  }

  /** Two descriptors of one file would overwrite each other's output. */
  private boolean isMerged() {
    return options.stderr == Redirect.STDOUT
        || (options.stderr instanceof Redirects.ToFile && options.stderr.equals(options.stdout));
  }

  private @Nullable ProgramPipe pipeFor(Redirect redirect) throws IOException {
    if (!Redirects.isPiped(redirect)) {
      return null;
    }
    ProgramPipe pipe = ProgramPipe.open();
    unused.add(pipe);
    return pipe;
  }

  private static ProcessBuilder.Redirect input(Redirect redirect) {
    if (redirect instanceof Redirects.FromFile from) {
      return ProcessBuilder.Redirect.from(from.file().toFile());
    }
    return redirect == Redirect.DEVNULL
        ? ProcessBuilder.Redirect.from(new File("/dev/null"))
        : ProcessBuilder.Redirect.INHERIT;
  }

  private static ProcessBuilder.Redirect output(Redirect redirect) {
    if (redirect instanceof Redirects.ToFile to) {
      File file = to.file().toFile();
      return to.append()
          ? ProcessBuilder.Redirect.appendTo(file)
          : ProcessBuilder.Redirect.to(file);
    }
    return redirect == Redirect.DEVNULL
        ? ProcessBuilder.Redirect.DISCARD
        : ProcessBuilder.Redirect.INHERIT;
  }

  private void changeEnvironment(ProcessBuilder builder) {
    if (options.environment.isEmpty()) {
      return; // it need not even be copied
    }
    Map<String, String> wanted = builder.environment();
    for (UnaryOperator<Map<String, String>> change : options.environment) {
      Map<String, String> changed = change.apply(wanted);
      if (changed != wanted) {
        wanted.clear();
        wanted.putAll(changed);
      }
    }
  }

  private Process start(ProcessBuilder builder) throws IOException {
    String own = System.getenv(PATH);
    String path = options.environment.isEmpty() ? own : builder.environment().get(PATH);
    ProgramPath program = new ProgramPath(command.args().get(0), options.directory, path);
    builder.command(arguments(program, !Objects.equals(path, own)));
    try {
      return builder.start();
    } catch (IOException e) {
      program.requireStartable();
      throw e.getCause() instanceof FileNotFoundException stream ? stream : e;
    }
  }

  /** The JDK looks in this JVM's own path only. */
  private List<String> arguments(ProgramPath program, boolean hasOwnPath) throws IOException {
    List<String> arguments = new ArrayList<>(command.args());
    if (hasOwnPath) {
      Path found = program.find();
      if (found == null) {
        program.requireStartable();
      } else if (arguments.get(0).indexOf('/') < 0) {
        arguments.set(0, found.toAbsolutePath().toString());
      }
    }
    if (options.newSession) {
      program.requireStartable(); // setsid would say it on standard error
      arguments.add(0, setsid());
    }
    return arguments;
  }

  private static String setsid() {
    Path found = new ProgramPath(SETSID, null, System.getenv(PATH)).find();
    if (found == null) {
      throw new UnsupportedOperationException("a session of its own needs the program " + SETSID
          + ", of util-linux, which is not in PATH: " + System.getenv(PATH));
    }
    return found.toString();
  }
}
