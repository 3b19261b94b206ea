package io.troupe.subprocess;

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
  private final List<KernelPipe> unused = new ArrayList<>();
  private @Nullable File input;
  private @Nullable File output;

  Launch(Command command) {
    this.command = command;
    options = command.options();
  }

  /** Has the program read from a pipe to which another writes. */
  Launch from(KernelPipe pipe) {
    input = pipe.name();
    return this;
  }

  /** Has the program write to a pipe from which another reads. */
  Launch to(KernelPipe pipe) {
    output = pipe.name();
    return this;
  }

  /** A started program with our ends of its pipes; null for what is no pipe to us. */
  record Started(
      Process process,
      @Nullable PipeOutput stdin,
      @Nullable PipeInput stdout,
      @Nullable PipeInput stderr) {}

  Started start() throws IOException {
    ProcessBuilder builder = new ProcessBuilder();
    changeEnvironment(builder);
    if (options.directory != null) {
      builder.directory(options.directory.toFile());
    }
    try {
      KernelPipe stdin =
          input == null ? pipeFor(options.hasInput() ? Redirect.PIPE : options.stdin) : null;
      KernelPipe stdout = output == null ? pipeFor(options.stdout) : null;
      KernelPipe stderr = pipeFor(options.stderr);
      builder.redirectInput(input(stdin));
      builder.redirectOutput(output(options.stdout, output == null ? nameOf(stdout) : output));
      if (isMerged()) {
        builder.redirectErrorStream(true);
      } else {
        builder.redirectError(output(options.stderr, nameOf(stderr)));
      }
      Process process = start(builder);
      unused.clear();
      return new Started(
          process,
          stdin == null ? null : stdin.toWrite(options.unbuffered),
          stdout == null ? null : stdout.toRead(),
          stderr == null ? null : stderr.toRead());
    } finally {
      unused.forEach(KernelPipe::close);
    }
  }

  /** Two descriptors of one file would overwrite each other's output. */
  private boolean isMerged() {
    return options.stderr == Redirect.STDOUT
        || (options.stderr instanceof Redirects.ToFile && options.stderr.equals(options.stdout));
  }

  private @Nullable KernelPipe pipeFor(Redirect redirect) throws IOException {
    if (!Redirects.isPiped(redirect)) {
      return null;
    }
    KernelPipe pipe = KernelPipe.open();
    unused.add(pipe);
    return pipe;
  }

  private static @Nullable File nameOf(@Nullable KernelPipe pipe) {
    return pipe == null ? null : pipe.name();
  }

  private ProcessBuilder.Redirect input(@Nullable KernelPipe pipe) {
    if (input != null) {
      return ProcessBuilder.Redirect.from(input);
    }
    if (pipe != null) {
      return ProcessBuilder.Redirect.from(pipe.name());
    }
    if (options.stdin instanceof Redirects.FromFile from) {
      return ProcessBuilder.Redirect.from(from.file().toFile());
    }
    return options.stdin == Redirect.DEVNULL
        ? ProcessBuilder.Redirect.from(new File("/dev/null"))
        : ProcessBuilder.Redirect.INHERIT;
  }

  private static ProcessBuilder.Redirect output(Redirect redirect, @Nullable File pipe) {
    if (pipe != null) {
      return ProcessBuilder.Redirect.to(pipe);
    }
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
