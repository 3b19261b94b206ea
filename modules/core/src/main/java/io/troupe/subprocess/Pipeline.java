package io.troupe.subprocess;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Commands of which each reads what the one before writes. Unlike a shell's, it keeps the return
 * code of each. Immutable.
 *
 * <pre>{@code
 * CompletedPipeline done = Command.of("ls", "/")
 *     .pipe(Command.of("sort", "-r"))
 *     .pipe(Command.of("head", "-3"))
 *     .captureOutput()
 *     .run();
 * System.out.println(done.output() + done.returnCodes());
 * }</pre>
 *
 * <p>The input of the first command, the output of the last and the standard error of all are what
 * the commands say, and so are directories, environments and sessions. Between two commands is a
 * pipe of the system's, through which nothing of this JVM passes.
 */
public final class Pipeline {
  private final List<Command> commands;
  private final @Nullable Duration timeout;
  private final boolean checks;

  private Pipeline(List<Command> commands, @Nullable Duration timeout, boolean checks) {
    this.commands = List.copyOf(commands);
    this.timeout = timeout;
    this.checks = checks;
    requireFit();
  }

  /**
   * Returns a pipeline of at least one command.
   *
   * @throws IllegalArgumentException if the output of a command but the last or the input of one
   *     but the first goes elsewhere, or one has a timeout or a check of its own
   */
  public static Pipeline of(Command... commands) {
    if (commands.length == 0) {
      throw new IllegalArgumentException("a pipeline has at least one command");
    }
    return new Pipeline(List.of(commands), null, false);
  }

  private void requireFit() {
    for (int i = 0; i < commands.size(); i++) {
      Options options = commands.get(i).options();
      boolean first = i == 0;
      boolean last = i == commands.size() - 1;
      if (!first && (options.redirectsInput || options.hasInput())) {
        throw misfit(i, "gets its input from the command before");
      }
      if (!last && options.stdout != Redirect.INHERIT) {
        throw misfit(i, "writes its output to the next command");
      }
      if (options.timeout != null || options.checks) {
        throw misfit(i, "cannot have a timeout or check of its own; the pipeline has them");
      }
    }
  }

  private IllegalArgumentException misfit(int index, String why) {
    return new IllegalArgumentException("'" + commands.get(index) + "' " + why);
  }

  /** Returns a pipeline with one more command at its end. */
  public Pipeline pipe(Command next) {
    return new Pipeline(
        Stream.concat(commands.stream(), Stream.of(next)).toList(), timeout, checks);
  }

  /**
   * Captures the standard output of the last command, and the standard error of all that do not say
   * where it goes.
   */
  public Pipeline captureOutput() {
    int last = commands.size() - 1;
    List<Command> capturing = Stream.concat(
            commands.subList(0, last).stream().map(Pipeline::capturingError),
            Stream.of(capturingError(commands.get(last)).stdout(Redirect.PIPE)))
        .toList();
    return new Pipeline(capturing, timeout, checks);
  }

  private static Command capturingError(Command command) {
    return command.options().stderr == Redirect.INHERIT ? command.stderr(Redirect.PIPE) : command;
  }

  /** Limits how long {@link #run} waits, as {@link Command#timeout} does. */
  public Pipeline timeout(Duration timeout) {
    return new Pipeline(commands, Objects.requireNonNull(timeout, "timeout"), checks);
  }

  /** Has {@link #run} {@linkplain CompletedPipeline#checkReturnCodes check} the return codes. */
  public Pipeline check() {
    return new Pipeline(commands, timeout, true);
  }

  /**
   * Runs all commands at once, and blocks until they have ended and their piped streams are closed.
   * If one does not start, those before it are killed; if the wait is interrupted, all are, with
   * all that they have started.
   *
   * @throws IOException if one cannot be started, as {@link Command#run} says, or from a stream
   *     that output goes to
   * @throws TimeoutExpiredException if one has not ended within the {@link #timeout}; all are
   *     killed then
   * @throws CalledProcessException if a return code is wrong and {@link #check} was called
   * @throws InterruptedException if the current thread is interrupted meanwhile
   */
  public CompletedPipeline run() throws IOException, InterruptedException {
    CompletedPipeline completed = new CompletedPipeline(new Run(commands, timeout).completed());
    return checks ? completed.checkReturnCodes() : completed;
  }

  /** Returns the commands as one would type them. */
  @Override
  public String toString() {
    return String.join(" | ", commands.stream().map(Command::toString).toList());
  }
}
