package io.troupe.internal.process.child;

import io.troupe.Output;
import io.troupe.internal.process.launch.OutputCharsets;
import io.troupe.internal.process.output.Captured;
import io.troupe.internal.process.output.HeldBack;
import io.troupe.internal.process.output.LastLines;
import io.troupe.internal.process.output.OutputPump;
import io.troupe.internal.process.output.OutputSink;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** What a child prints, and where that goes. Thread-safe. */
public final class ChildOutput {
  private final long pid;
  private final OutputCharsets charsets;
  private final BooleanSupplier printsNoMore;
  private final LastLines lastLines = new LastLines();
  private final List<HeldBack> early = new ArrayList<>(2);
  private final Captured captured = new Captured();
  private final OutputPump standardOutput;
  private final OutputPump standardError;

  /**
   * Begins to read what the child prints.
   *
   * @param printsNoMore tells that the child prints no more, although its streams may not have
   *     ended
   */
  ChildOutput(
      Process jvm,
      Output mode,
      OutputCharsets charsets,
      String name,
      BooleanSupplier printsNoMore) {
    this.pid = jvm.pid();
    this.charsets = charsets;
    this.printsNoMore = printsNoMore;
    standardOutput = pump(jvm.getInputStream(), mode, name, true);
    standardError = pump(jvm.getErrorStream(), mode, name, false);
  }

  private OutputPump pump(InputStream in, Output mode, String name, boolean out) {
    OutputSink sink = sink(mode, name, out);
    return OutputPump.start(
        in,
        charset(out),
        mode == Output.CAPTURED ? sink : heldBack(sink),
        lastLines,
        printsNoMore,
        "troupe-" + (out ? "out-" : "err-") + pid);
  }

  private Charset charset(boolean out) {
    return out ? charsets.out() : charsets.err();
  }

  private OutputSink sink(Output mode, String name, boolean out) {
    return OutputSink.of(
        mode,
        name,
        charset(out),
        out ? () -> System.out : () -> System.err,
        captured,
        () -> OutputSink.logged(name, pid, !out));
  }

  private OutputSink heldBack(OutputSink sink) {
    HeldBack holding = new HeldBack(sink);
    early.add(holding);
    return holding;
  }

  /** Shows what was printed before the child was linked, and what follows. Does not block. */
  void showEarly() {
    early.forEach(HeldBack::show);
  }

  /** As {@link #showEarly}, for a child that has ended, on this thread. */
  public void showLast() {
    early.forEach(HeldBack::showNow);
  }

  /** Sends what comes from now on where a process of this name and mode has it. */
  void redirect(Output mode, String name) {
    standardOutput.redirect(sink(mode, name, true));
    standardError.redirect(sink(mode, name, false));
  }

  LastLines lastLines() {
    return lastLines;
  }

  public Captured captured() {
    return captured;
  }

  /** Completes when the child, and all that inherited its streams, have closed them. */
  public CompletableFuture<Void> ended() {
    return CompletableFuture.allOf(standardOutput.ended(), standardError.ended());
  }
}
