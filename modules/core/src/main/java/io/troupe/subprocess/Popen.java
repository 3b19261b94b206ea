package io.troupe.subprocess;

import io.troupe.Waitable;
import io.troupe.internal.wait.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A program that runs. Python's {@code subprocess.Popen}. It is made by {@link Command#start}, and
 * goes on when this JVM ends unless the command is {@link Command#killedAtExit}. Thread-safe.
 *
 * <pre>{@code
 * try (Popen bc = Command.of("bc").stdin(Redirect.PIPE).stdout(Redirect.PIPE).start()) {
 *   Completed answer = bc.communicate("6 * 7\n");
 *   System.out.print(answer.output()); // 42
 * }
 * }</pre>
 *
 * <p>A program that writes to a pipe waits when the pipe is full, 64 KiB as a rule, until it is
 * read from. {@link #waitFor()} does so, and keeps in memory what it reads, for {@link #stdout()}
 * and {@link #communicate()}, which also feeds the program. Python's {@code wait} would wait for
 * ever.
 *
 * <p>A program that has ended leaves nothing behind, be its {@code Popen} closed or not.
 */
public final class Popen implements Waitable, AutoCloseable {
  private final Stage stage;
  private final Program program;
  private final Communication communication;

  private Popen(Stage stage) {
    this.stage = stage;
    program = stage.program();
    stage.closeWhenForgotten();
    communication = Communication.begin(stage);
  }

  static Popen start(Command command) throws IOException {
    return new Popen(Stage.start(new Launch(command), command));
  }

  /** Returns the program and its arguments. */
  public List<String> args() {
    return stage.command().args();
  }

  /** Returns the process id: the shell's, if the command is a script. */
  public long pid() {
    return program.process().pid();
  }

  /**
   * Returns the stream to the program's standard input. Bytes go to the program when 8 KiB have
   * come together, on {@code flush} and on {@code close}, or at once if the command is
   * {@link Command#unbuffered}. An interrupt ends a write that waits, with an
   * {@link java.io.InterruptedIOException}.
   *
   * @throws IllegalStateException unless it is a {@link Redirect#PIPE}
   */
  public OutputStream stdin() {
    return requirePipe(stage.stdin(), stage.command().options().stdin, "stdin");
  }

  /**
   * Returns the stream of the program's standard output, buffered. It ends when everybody has
   * closed it to whom the program passed it on. An interrupt ends a read that waits, with an
   * {@link java.io.InterruptedIOException}.
   *
   * @throws IllegalStateException unless it is a {@link Redirect#PIPE}
   */
  public InputStream stdout() {
    return requirePipe(stage.stdout(), stage.command().options().stdout, "stdout");
  }

  /**
   * Returns the stream of the program's standard error, as {@link #stdout()} does.
   *
   * @throws IllegalStateException unless it is a {@link Redirect#PIPE}
   */
  public InputStream stderr() {
    return requirePipe(stage.stderr(), stage.command().options().stderr, "stderr");
  }

  private static <T> T requirePipe(@Nullable T pipe, Redirect redirect, String name) {
    if (pipe == null || redirect != Redirect.PIPE) {
      throw new IllegalStateException(
          name + " is no pipe; " + name + "(Redirect.PIPE) makes it one before start()");
    }
    return pipe;
  }

  /**
   * Returns the return code as {@link #waitFor()} does, if the program has ended. Does not block.
   */
  public OptionalInt poll() {
    return program.poll();
  }

  /**
   * Returns the return code as {@link #waitFor()} does, if the program has ended. Does not block.
   */
  public OptionalInt returnCode() {
    return program.poll();
  }

  /**
   * Waits until the program has ended, and returns its return code: 0 to 255, or minus the number
   * of the signal that ended it. Python's {@code wait}. Lines and streams that the program's output
   * goes to may still get some of it; {@link #communicate()} and {@link #close} wait for that.
   *
   * <p>The JDK reports the end by signal N as 128 + N, like a shell. A program that itself returns
   * such a number, as a shell does for its last command, a JVM after SIGTERM (143) and {@code git}
   * for wrong options (129), is not told apart from one that the signal ended, if it is a signal
   * that ends programs. {@code 128 - returnCode} is the number in either case.
   *
   * @throws InterruptedException if the current thread is interrupted meanwhile
   */
  public int waitFor() throws InterruptedException {
    communication.awaitEnd(Deadline.NEVER);
    return program.returnCode();
  }

  /**
   * Waits until the program has ended, as {@link #waitFor()} does, or until the timeout is over.
   * Nothing is killed then.
   *
   * @param timeout zero or less to ask without waiting
   * @throws TimeoutExpiredException if the program still runs then
   */
  public int waitFor(Duration timeout) throws InterruptedException {
    if (!communication.awaitEnd(Deadline.after(timeout))) {
      throw new TimeoutExpiredException(args(), timeout, Captured.none(), Captured.none());
    }
    return program.returnCode();
  }

  /**
   * Closes the program's standard input, reads what it writes to pipes, and waits for its end. It
   * ends when the program has ended and its piped streams are closed, by all that holds them. A
   * second call returns the same again.
   *
   * @throws IOException from a stream that input comes from or output goes to
   * @throws InterruptedException if the current thread is interrupted meanwhile; the next call goes
   *     on from there
   */
  public Completed communicate() throws IOException, InterruptedException {
    return communication.complete(null, null);
  }

  /**
   * Does what {@link #communicate()} does within a timeout. When it is over nothing is killed and
   * nothing lost: the next call goes on from there.
   *
   * @param timeout zero or less to take what is there
   * @throws TimeoutExpiredException if it is not done then; it has the output so far
   */
  public Completed communicate(Duration timeout) throws IOException, InterruptedException {
    return communication.complete(null, Objects.requireNonNull(timeout, "timeout"));
  }

  /**
   * Does what {@link #communicate()} does, and writes a text to the program's standard input at the
   * same time, behind what was written to {@link #stdin()}. A program that does not read all of it
   * is no error.
   *
   * @throws IllegalStateException unless {@code stdin} is a {@link Redirect#PIPE}, or after a call
   *     that has timed out
   */
  public Completed communicate(String input) throws IOException, InterruptedException {
    return communication.complete(encode(input), null);
  }

  /** Does what {@link #communicate(String)} and {@link #communicate(Duration)} do. */
  public Completed communicate(String input, Duration timeout)
      throws IOException, InterruptedException {
    return communication.complete(encode(input), Objects.requireNonNull(timeout, "timeout"));
  }

  /** Does what {@link #communicate(String)} does, with bytes. */
  public Completed communicate(byte[] input) throws IOException, InterruptedException {
    return communication.complete(requireInput(input), null);
  }

  /** Does what {@link #communicate(String)} and {@link #communicate(Duration)} do, with bytes. */
  public Completed communicate(byte[] input, Duration timeout)
      throws IOException, InterruptedException {
    return communication.complete(requireInput(input), Objects.requireNonNull(timeout, "timeout"));
  }

  private byte[] encode(String input) {
    return requireInput(stage.command().options().text.encode(input));
  }

  private byte[] requireInput(byte[] input) {
    requirePipe(stage.stdin(), stage.command().options().stdin, "stdin");
    return input;
  }

  /**
   * Sends a signal to the program; none if it has ended, and never one to another that has its pid.
   * Those below it get none.
   *
   * @throws UncheckedIOException if the system refuses
   */
  public void sendSignal(Signal signal) {
    program.send(signal.number());
  }

  /**
   * Sends a signal by its number.
   *
   * @param signal 1 to 64
   * @throws UncheckedIOException if the system refuses
   */
  public void sendSignal(int signal) {
    program.send(signal);
  }

  /** Asks the program to end: SIGTERM. Does nothing if it has ended. */
  public void terminate() {
    sendSignal(Signal.SIGTERM);
  }

  /** Kills the program: SIGKILL. Does nothing if it has ended. */
  public void kill() {
    sendSignal(Signal.SIGKILL);
  }

  /**
   * Kills the program with all that it has started, while it runs. Those whose parents have ended
   * are found in its session only.
   */
  public void killTree() {
    program.killTree();
  }

  /** Returns a stage that completes with the return code. Does not block. */
  @Override
  public CompletionStage<Integer> onExit() {
    return program.process().onExit().thenApply(ended -> program.returnCode());
  }

  /**
   * Closes the program's piped streams, and waits until it has ended. Does not kill it. Output that
   * is still in the pipes of streams and consumers is delivered. If the wait is interrupted, it
   * returns with the thread interrupted.
   *
   * @throws UncheckedIOException after the wait, if the program did not want what was still to be
   *     flushed to its standard input, or from a stream that input comes from or output goes to
   */
  @Override
  public void close() {
    try {
      try {
        closePipes();
      } finally {
        program.waitFor(Deadline.NEVER);
      }
      communication.finish();
    } catch (IOException e) {
      throw new UncheckedIOException("while closing " + stage.command(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void closePipes() throws IOException {
    Options options = stage.command().options();
    if (options.stdout == Redirect.PIPE) {
      stdout().close();
    }
    if (options.stderr == Redirect.PIPE) {
      stderr().close();
    }
    if (options.stdin == Redirect.PIPE) {
      stdin().close();
    }
  }

  @Override
  public String toString() {
    OptionalInt code = poll();
    return "Popen[" + stage.command() + ", pid " + pid()
        + (code.isPresent() ? ", returned " + code.getAsInt() : ", runs") + "]";
  }
}
