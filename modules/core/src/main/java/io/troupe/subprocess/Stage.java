package io.troupe.subprocess;

import io.troupe.internal.subprocess.PipeInput;
import io.troupe.internal.subprocess.PipeOutput;
import io.troupe.internal.subprocess.ProgramPipe;
import io.troupe.internal.subprocess.Service;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A started program and what passes between it and this JVM. Thread-safe as far as its parts are.
 */
final class Stage {
  private final Command command;
  private final Options options;
  private final Launch.Started started;
  private final Program program;
  private final Sink.Keeping stdout = new Sink.Keeping();
  private final Sink.Keeping stderr = new Sink.Keeping();
  private @Nullable Service feed;

  private Stage(Command command, Launch.Started started) {
    this.command = command;
    this.started = started;
    options = command.options();
    program = new Program(started.process(), options.newSession);
  }

  static Stage start(Launch launch, Command command) throws IOException {
    return command.options().killedAtExit
        ? KilledAtExit.start(() -> new Stage(command, launch.start()))
        : new Stage(command, launch.start());
  }

  Command command() {
    return command;
  }

  Program program() {
    return program;
  }

  @Nullable
  PipeOutput stdin() {
    return started.stdin();
  }

  @Nullable
  PipeInput stdout() {
    return started.stdout();
  }

  @Nullable
  PipeInput stderr() {
    return started.stderr();
  }

  /** Has an exchange give the program its input and keep what it writes to pipes. */
  void connect(Exchange exchange, byte[] input) {
    PipeOutput in = started.stdin();
    if (in != null && !Redirects.isServed(options.stdin)) {
      exchange.add(new Flow.In(in, input));
    }
    PipeInput out = started.stdout();
    if (out != null && options.stdout == Redirect.PIPE) {
      exchange.add(new Flow.Out(out, stdout));
    }
    PipeInput err = started.stderr();
    if (err != null && options.stderr == Redirect.PIPE) {
      exchange.add(new Flow.Out(err, stderr));
    }
  }

  /** Has an exchange keep what the program writes to pipes for later reads. */
  void connectKept(Exchange exchange) {
    PipeInput out = started.stdout();
    if (out != null && options.stdout == Redirect.PIPE) {
      exchange.add(new Flow.Kept(out));
    }
    PipeInput err = started.stderr();
    if (err != null && options.stderr == Redirect.PIPE) {
      exchange.add(new Flow.Kept(err));
    }
  }

  /** Has an exchange serve the streams and consumers to which the program writes. */
  void connectServed(Exchange exchange) {
    serve(exchange, started.stdout(), options.stdout);
    serve(exchange, started.stderr(), options.stderr);
  }

  private void serve(Exchange exchange, @Nullable PipeInput pipe, Redirect target) {
    if (pipe == null) {
      return;
    }
    if (target instanceof Redirects.ToStream to) {
      exchange.add(new Flow.Out(pipe, new Sink.Writing(to.stream())));
    } else if (target instanceof Redirects.ToLines to) {
      exchange.add(new Flow.Out(pipe, new Sink.Lines(options.text, to.consumer())));
    }
  }

  /**
   * Begins to read the stream from which the program's input comes, if it does; nothing else waits
   * for that.
   */
  void feed() {
    PipeOutput in = started.stdin();
    if (in != null && options.stdin instanceof Redirects.FromStream from) {
      feed = Service.start("troupe-subprocess-input", () -> copy(from.stream(), in), in::abandon);
    }
  }

  private static void copy(InputStream from, PipeOutput to) throws IOException {
    byte[] piece = new byte[ProgramPipe.PIECE_BYTES];
    for (int count; (count = from.read(piece)) >= 0; ) {
      if (!write(to, piece, count)) {
        return;
      }
    }
  }

  private static boolean write(PipeOutput to, byte[] piece, int count) {
    try {
      to.write(piece, 0, count);
      to.flush();
      return true;
    } catch (IOException e) {
      return false; // the program reads no more
    }
  }

  /** Throws what reading the program's input has failed with. */
  void throwFailure() throws IOException, InterruptedException {
    if (feed != null) {
      feed.throwFailure();
    }
  }

  /** Closes our ends of the pipes, with what is in them. */
  void abandon() throws IOException {
    if (started.stdin() != null) {
      started.stdin().abandon();
    }
    if (started.stdout() != null) {
      started.stdout().close();
    }
    if (started.stderr() != null) {
      started.stderr().close();
    }
  }

  /** Has our ends closed once they are not reachable any more. */
  void closeWhenForgotten() {
    if (started.stdin() != null) {
      started.stdin().closeWhenForgotten();
    }
    if (started.stdout() != null) {
      started.stdout().closeWhenForgotten();
    }
    if (started.stderr() != null) {
      started.stderr().closeWhenForgotten();
    }
  }

  /** Returns what was read so far; no thread may be reading. */
  Captured capturedOutput() {
    return captured(options.stdout, stdout);
  }

  /** Returns what was read so far; no thread may be reading. */
  Captured capturedError() {
    return captured(options.stderr, stderr);
  }

  private Captured captured(Redirect redirect, Sink.Keeping kept) {
    return redirect == Redirect.PIPE ? Captured.of(kept.bytes(), options.text) : Captured.none();
  }

  Completed completed() {
    return new Completed(command.args(), program.returnCode(), capturedOutput(), capturedError());
  }
}
