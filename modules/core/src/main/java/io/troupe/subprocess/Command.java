package io.troupe.subprocess;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A program, its arguments, and how to run it: Python's arguments of {@code subprocess.run} and
 * {@code Popen}. Each method that sets something returns a changed copy. Immutable, thread-safe as
 * far as the streams and consumers are that it names.
 *
 * <pre>{@code
 * Completed done = Command.of("sort")
 *     .input("b\na\n")
 *     .captureOutput()
 *     .timeout(Duration.ofSeconds(5))
 *     .check()
 *     .run();
 * System.out.print(done.output());
 * }</pre>
 *
 * <p>The program is looked for as a shell does: in the directories of {@code PATH}, the command's
 * own where its environment has one, unless its name has a slash. A name with a slash that is
 * relative is relative to the command's directory.
 *
 * <p>Two options that contradict each other are an {@link IllegalArgumentException} of the later
 * one.
 */
public final class Command {
  private static final String SHELL = "/bin/sh";

  private final List<String> args;
  private final boolean isShell;
  private final Options options;

  private Command(List<String> args, boolean isShell, Options options) {
    this.args = Checked.arguments(args);
    this.isShell = isShell;
    this.options = options;
  }

  /**
   * Returns a command without options. There is no shell in between: an argument is one argument,
   * even if it has spaces or quotes in it.
   *
   * @throws IllegalArgumentException if the program is empty or anything contains a NUL character
   */
  public static Command of(String program, String... arguments) {
    return of(Stream.concat(Stream.of(program), Stream.of(arguments)).toList());
  }

  /**
   * Returns a command without options.
   *
   * @param args the program and its arguments
   * @throws IllegalArgumentException if there is no program or anything contains a NUL character
   */
  public static Command of(List<String> args) {
    return new Command(args, false, new Options());
  }

  /**
   * Returns a script for {@code /bin/sh}. Python's {@code shell=True}. A program that the shell
   * does not find is the shell's return code 127, and no exception. Do not put into a script what
   * comes from elsewhere: pass it as an argument.
   *
   * @param arguments {@code $0}, {@code $1} and so on of the script
   */
  public static Command shell(String script, String... arguments) {
    List<String> args = new ArrayList<>(List.of(SHELL, "-c", script));
    args.addAll(List.of(arguments));
    return new Command(args, true, new Options());
  }

  /**
   * Has a script run by another shell, such as {@code /bin/bash}, or another program that has an
   * option {@code -c}.
   */
  public Command executable(String shell) {
    if (!isShell) {
      throw new IllegalArgumentException("only Command.shell(...) has an executable");
    }
    List<String> other = new ArrayList<>(args);
    other.set(0, shell);
    return new Command(other, true, options);
  }

  /** Sets where standard input comes from; {@link Redirect#INHERIT} otherwise. */
  public Command stdin(Redirect source) {
    return with(copy -> copy.stdin(source));
  }

  /** Sets where standard output goes; {@link Redirect#INHERIT} otherwise. */
  public Command stdout(Redirect target) {
    return with(copy -> copy.stdout(target));
  }

  /**
   * Sets where standard error goes; {@link Redirect#INHERIT} otherwise, {@link Redirect#STDOUT} to
   * merge it with the output.
   */
  public Command stderr(Redirect target) {
    return with(copy -> copy.stderr(target));
  }

  /** Captures both standard output and standard error. Python's {@code capture_output=True}. */
  public Command captureOutput() {
    return with(Options::captureOutput);
  }

  /**
   * Gives a text as standard input, encoded with the command's charset. An empty one is an input
   * that ends at once.
   */
  public Command input(String text) {
    return with(copy -> copy.input(text));
  }

  /**
   * Gives bytes as standard input; {@link Redirect#from(java.io.InputStream)} gives more of them
   * than fit into memory.
   */
  public Command input(byte[] bytes) {
    return with(copy -> copy.input(bytes));
  }

  /**
   * Sets the charset of input and output as text; that of the locale otherwise. Python's
   * {@code encoding}.
   */
  public Command charset(Charset charset) {
    return with(copy -> copy.text = new Text(charset, copy.text.errors()));
  }

  /**
   * Sets what happens to what is no text in the charset. Python's {@code errors}: {@code REPORT} is
   * {@code strict}, the default, which throws when the text is asked for; {@code REPLACE} and
   * {@code IGNORE} are what they are there.
   */
  public Command errors(CodingErrorAction rule) {
    return with(copy -> copy.text = new Text(copy.text.charset(), rule));
  }

  /** Sets the working directory of the program; this JVM's otherwise. Python's {@code cwd}. */
  public Command directory(Path directory) {
    Objects.requireNonNull(directory, "directory");
    return with(copy -> copy.directory = directory);
  }

  /**
   * Sets the whole environment of the program, instead of this JVM's and of all that was set
   * before. Python's {@code env}.
   *
   * @throws IllegalArgumentException if a name is empty or contains {@code =}, or anything contains
   *     a NUL character
   */
  public Command environment(Map<String, String> variables) {
    Map<String, String> all = Checked.environment(variables);
    return with(copy -> copy.environment = List.of(before -> new HashMap<>(all)));
  }

  /**
   * Adds a variable to the environment of the program, or replaces one.
   *
   * @throws IllegalArgumentException if the name is empty or contains {@code =}, or anything
   *     contains a NUL character
   */
  public Command env(String name, String value) {
    Checked.environment(Map.of(name, value));
    return with(copy -> copy.change(before -> {
      before.put(name, value);
      return before;
    }));
  }

  /** Takes a variable from the environment of the program, if it is there. */
  public Command withoutEnv(String name) {
    Objects.requireNonNull(name, "name");
    return with(copy -> copy.change(before -> {
      before.remove(name);
      return before;
    }));
  }

  /**
   * Limits how long {@link #run}, {@link #call}, {@link #checkCall} and {@link #checkOutput} wait.
   * When it is over the program is killed with all that it has started, as {@link Popen#killTree}
   * does. A timeout of zero or less is over at once.
   */
  public Command timeout(Duration timeout) {
    Objects.requireNonNull(timeout, "timeout");
    return with(copy -> copy.timeout = timeout);
  }

  /**
   * Has {@link #run} and {@link #call} throw {@link CalledProcessException} for a return code other
   * than zero.
   */
  public Command check() {
    return with(copy -> copy.checks = true);
  }

  /**
   * Has what is written to {@link Popen#stdin()} go to the program at once. Python's
   * {@code bufsize=0}.
   */
  public Command unbuffered() {
    return with(copy -> copy.unbuffered = true);
  }

  /**
   * Starts the program in a session of its own, which is also a process group of its own: no
   * terminal, and no signals that are for this JVM's group, such as Ctrl-C. Python's
   * {@code start_new_session=True}. A timeout then kills the whole group. It needs the program
   * {@code setsid}, which Linux has; a group without a session is not to be had.
   */
  public Command newSession() {
    return with(copy -> copy.newSession = true);
  }

  /**
   * Has the program killed, with all that it has started, when this JVM ends: when its last thread
   * ends, on {@code System.exit}, and for SIGTERM, SIGINT and SIGHUP. It is not when the JVM itself
   * is killed or halted.
   */
  public Command killedAtExit() {
    return with(copy -> copy.killedAtExit = true);
  }

  /**
   * Runs the program to its end. Blocks until it has ended and its piped streams are closed by
   * all that holds them. If the wait is interrupted, or a stream or consumer of the program's
   * throws, the program is killed with all that it has started.
   *
   * @throws java.nio.file.NoSuchFileException if the program or the directory does not exist; the
   *     message says where a program was looked for
   * @throws java.nio.file.AccessDeniedException if the program may not be executed
   * @throws IOException if it cannot be started for another reason, or from a stream that output
   *     goes to
   * @throws TimeoutExpiredException if it has not ended within {@link #timeout}
   * @throws CalledProcessException if it returns another code than zero and {@link #check} was
   *     called
   * @throws InterruptedException if the current thread is interrupted meanwhile
   */
  public Completed run() throws IOException, InterruptedException {
    Completed completed = new Run(List.of(this), options.timeout).completed().get(0);
    return options.checks ? completed.checkReturnCode() : completed;
  }

  /** {@linkplain #run Runs} the program and returns its return code. */
  public int call() throws IOException, InterruptedException {
    return run().returnCode();
  }

  /**
   * {@linkplain #run Runs} the program and throws {@link CalledProcessException} if its return code
   * is not zero.
   */
  public void checkCall() throws IOException, InterruptedException {
    check().run();
  }

  /**
   * {@linkplain #run Runs} the program and returns what it wrote to standard output.
   *
   * @throws CalledProcessException if its return code is not zero
   * @throws IllegalArgumentException if standard output was redirected or {@link #check} was called
   */
  public String checkOutput() throws IOException, InterruptedException {
    if (options.stdout != Redirect.INHERIT || options.checks) {
      throw new IllegalArgumentException(
          (options.checks ? "check" : "stdout") + " is not allowed, checkOutput overrides it");
    }
    return stdout(Redirect.PIPE).check().run().output();
  }

  /**
   * Starts the program and returns at once. {@link #timeout}, {@link #check} and {@link #input} are
   * for the other methods; {@link Popen} has its own.
   *
   * @throws IOException as {@link #run} does
   * @throws IllegalArgumentException if one of these three was called
   */
  public Popen start() throws IOException {
    if (options.timeout != null || options.checks || options.hasInput()) {
      throw new IllegalArgumentException(
          "timeout, check and input are for run(); after start(), communicate has input and timeout, and its "
              + "result checkReturnCode()");
    }
    return Popen.start(this);
  }

  /** Returns a pipeline in which the output of this command is the input of the next. */
  public Pipeline pipe(Command next) {
    return Pipeline.of(this, next);
  }

  /** Returns the program and its arguments, the shell included. */
  public List<String> args() {
    return args;
  }

  Options options() {
    return options;
  }

  Command with(Consumer<Options> change) {
    Options copy = new Options(options);
    change.accept(copy);
    return new Command(args, isShell, copy);
  }

  /** Returns the command as one would type it: the script itself if it is one. */
  @Override
  public String toString() {
    return CommandLine.text(args);
  }
}
