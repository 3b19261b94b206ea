package io.troupe.internal.process.child;

import io.troupe.Output;
import io.troupe.internal.board.Cell;
import io.troupe.internal.link.FrameHandler;
import io.troupe.internal.link.Link;
import io.troupe.internal.log.Log;
import io.troupe.internal.logs.host.LogStream;
import io.troupe.internal.object.Association;
import io.troupe.internal.object.Objects;
import io.troupe.internal.process.launch.ChildSpec;
import io.troupe.internal.process.launch.OutputCharsets;
import io.troupe.internal.process.output.Captured;
import io.troupe.internal.process.output.HeldBack;
import io.troupe.internal.process.output.LastLines;
import io.troupe.internal.process.output.OutputPump;
import io.troupe.internal.process.output.OutputSink;
import io.troupe.internal.system.LocalActor;
import io.troupe.proto.Exiting;
import io.troupe.proto.Frame;
import io.troupe.proto.Ready;
import io.troupe.spi.SiteProcess;
import java.io.File;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A child JVM from its start on: final parts that any thread may use, around the
 * {@link ProcessActor} that owns its end.
 */
public final class ChildProcess implements Child, FrameHandler {
  private static final Log log = Log.of(ChildProcess.class);

  private static final long LOGGING_SECONDS = 5;

  private final long incarnation;
  private final ChildSpec spec;
  private final OutputCharsets charsets;
  private final Process jvm;
  private final Cell cell;
  private final File lastFile;
  private final @Nullable LogStream logs;
  private final LocalActor<ProcessActor.Command> actor;
  private final LastLines lastLines = new LastLines();
  private final List<HeldBack> early = new ArrayList<>(2);
  private final Captured captured = new Captured();
  private final OutputPump standardOutput;
  private final OutputPump standardError;
  private final CompletableFuture<Link> linked = new CompletableFuture<>();
  private final CompletableFuture<Association> associated = new CompletableFuture<>();
  private final CompletableFuture<Void> rehearsed = new CompletableFuture<>();
  private final CompletableFuture<ExitReport> exited;

  /** Written once by whoever takes the child, before the first frame for it can come. */
  private volatile @Nullable FrameHandler body;

  private volatile long residentBytes;
  private volatile @Nullable Exiting lastWord;
  private volatile boolean killed;
  private volatile boolean terminated;

  /** The task that ran when the link ended. Written by the reader thread. */
  private volatile long ranLast;

  private volatile @Nullable Duration exitLimit;

  public ChildProcess(
      long incarnation,
      ChildSpec spec,
      OutputCharsets charsets,
      String name,
      Process jvm,
      Cell cell,
      File lastFile,
      @Nullable LogStream logs,
      LocalActor<ProcessActor.Command> actor,
      CompletableFuture<ExitReport> exited) {
    this.incarnation = incarnation;
    this.spec = spec;
    this.charsets = charsets;
    this.jvm = jvm;
    this.cell = cell;
    this.lastFile = lastFile;
    this.logs = logs;
    this.actor = actor;
    this.exited = exited;
    standardOutput = pump(jvm.getInputStream(), spec.output(), name, true);
    standardError = pump(jvm.getErrorStream(), spec.output(), name, false);
  }

  private OutputPump pump(InputStream in, Output mode, String name, boolean out) {
    return OutputPump.start(
        in,
        charset(out),
        mode == Output.CAPTURED ? sink(mode, name, out) : heldBack(sink(mode, name, out)),
        lastLines,
        this::printsNoMore,
        "troupe-" + (out ? "out-" : "err-") + jvm.pid());
  }

  private Charset charset(boolean out) {
    return out ? charsets.out() : charsets.err();
  }

  private boolean printsNoMore() {
    return lastWord != null || !jvm.isAlive();
  }

  private OutputSink heldBack(OutputSink sink) {
    HeldBack holding = new HeldBack(sink);
    early.add(holding);
    return holding;
  }

  /** Shows what was printed before the child was linked, and what follows. Does not block. */
  void showEarlyOutput() {
    early.forEach(HeldBack::show);
  }

  /** As {@link #showEarlyOutput}, for a child that has ended, on this thread. */
  public void showLastOutput() {
    early.forEach(HeldBack::showNow);
  }

  private OutputSink sink(Output mode, String name, boolean out) {
    return OutputSink.of(
        mode,
        name,
        charset(out),
        out ? () -> System.out : () -> System.err,
        captured,
        () -> OutputSink.logged(name, pid(), !out));
  }

  /** Makes a spare somebody's own: from now on its output and its log are theirs. */
  public void adopt(ChildSpec wanted, String name) {
    standardOutput.redirect(sink(wanted.output(), name, true));
    standardError.redirect(sink(wanted.output(), name, false));
    if (logs != null && wanted.logs() != null) {
      logs.belongTo(name, wanted.logs());
    }
  }

  /**
   * Waits until what it logged has been logged here; not for long, for the logging of the program
   * may hang.
   */
  public void awaitLogs() {
    if (logs != null) {
      logs.end()
          .copy()
          .completeOnTimeout(null, LOGGING_SECONDS, TimeUnit.SECONDS)
          .join();
    }
  }

  /** Ends a spare that nobody wants: without its link it halts by itself. */
  public void dismiss() {
    link().close();
  }

  /**
   * Completes when the child has linked itself; fails with {@link io.troupe.ProcessStartException}
   * if it never will.
   */
  public CompletableFuture<Link> linked() {
    return linked;
  }

  /**
   * Completes, soon after the link, with the use of the child's objects; never if it ends before.
   */
  public CompletableFuture<Association> associated() {
    return associated;
  }

  /**
   * Completes when the child is prepared for any work, as only a spare gets to be; never if it ends
   * before.
   */
  public CompletableFuture<Void> rehearsed() {
    return rehearsed;
  }

  /** Takes the authenticated link into use. */
  public void attach(Objects objects, Link link) {
    associated.complete(objects.withChild(link, pid(), this));
    linked.complete(link);
  }

  public ChildSpec spec() {
    return spec;
  }

  public Process jvm() {
    return jvm;
  }

  LastLines lastLines() {
    return lastLines;
  }

  public Captured captured() {
    return captured;
  }

  public CompletableFuture<Void> outputEnded() {
    return CompletableFuture.allOf(standardOutput.ended(), standardError.ended());
  }

  /**
   * Returns what the child said at its very end: that it has nothing left to do but to delete
   * files. Null before that.
   */
  @Nullable
  Exiting lastWord() {
    return lastWord;
  }

  /** Returns the file that the child deletes after all others. */
  public File lastFile() {
    return lastFile;
  }

  /** Returns how much processor time it has used; as far as the system says. */
  Duration processorTime() {
    return jvm instanceof SiteProcess there
        ? there.processorTime()
        : jvm.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Returns whether this host has asked it to end, by SIGTERM. */
  boolean wasTerminated() {
    return terminated;
  }

  /** Returns whether this host killed it. */
  public boolean wasKilled() {
    return killed;
  }

  /** Reads the memory figure while there is one to read; it is kept for the report of a death. */
  public void sampleMemory() {
    long now = jvm instanceof SiteProcess there
        ? there.residentBytes()
        : ProcessMemory.residentBytes(jvm.pid());
    if (now != 0) {
      residentBytes = now;
    }
  }

  long lastResidentBytes() {
    return residentBytes;
  }

  @Override
  public long incarnation() {
    return incarnation;
  }

  @Override
  public long pid() {
    return jvm.pid();
  }

  @Override
  public Link link() {
    return linked.join();
  }

  @Override
  public Cell cell() {
    return cell;
  }

  @Override
  public long ranLast() {
    return jvm instanceof SiteProcess there ? there.runningTask() : ranLast;
  }

  /** Returns the node that was lost, if that ended it. */
  @Nullable
  String lostNode() {
    return jvm instanceof SiteProcess there ? there.lostNode().orElse(null) : null;
  }

  @Override
  public void route(FrameHandler handler) {
    body = handler;
  }

  @Override
  public CompletionStage<ExitReport> exited() {
    return exited;
  }

  @Override
  public void exitWithin(Duration limit) {
    exitLimit = limit;
  }

  @Override
  public void whenLeaving(Runnable action) {
    if (jvm instanceof SiteProcess there) {
      there.leaving().thenRun(action);
    }
  }

  @Override
  public void whenWanted(Consumer<SiteProcess.Wish> listener) {
    if (jvm instanceof SiteProcess there) {
      there.onWanted(listener);
    }
  }

  /** Returns how long it may take to end once it has begun to; null for as long as it likes. */
  @Nullable
  Duration exitLimit() {
    return exitLimit;
  }

  @Override
  public void terminate() {
    terminated = true;
    Kill.gently(jvm);
  }

  @Override
  public void kill() {
    killed = true;
    sampleMemory();
    Kill.forcibly(jvm);
  }

  @Override
  public long residentBytes() {
    sampleMemory();
    return residentBytes;
  }

  @Override
  public void onFrame(Frame frame) {
    switch (frame.getBodyCase()) {
      case READY -> onReady(frame.getReady());
      case EXITING -> onExiting(frame.getExiting());
      case LOGS_WAITING -> onLogsWaiting();
      default -> toBody(frame);
    }
  }

  private void onReady(Ready report) {
    if (report.getPid() != pid()) {
      log.warn(
          "{} says that it is pid {}: {} must exec what it starts; see ProcessLauncher",
          this,
          report.getPid(),
          spec.launcher() == null ? "the program's launcher" : spec.launcher());
    }
    if (report.getRehearsed()) {
      rehearsed.complete(null);
    }
  }

  private void onExiting(Exiting exiting) {
    actor.tell(new ProcessActor.Announced(exiting));
    if (exiting.hasStatus()) {
      lastWord = exiting;
      link().close(); // that was its last frame
    }
  }

  private void onLogsWaiting() {
    if (logs != null) {
      logs.wake();
    }
  }

  private void toBody(Frame frame) {
    FrameHandler handler = body;
    if (handler == null) {
      throw new IllegalStateException("no use for a frame with " + frame.getBodyCase());
    }
    handler.onFrame(frame);
  }

  @Override
  public void onClosed(@Nullable Throwable cause) {
    ranLast = cell.runningTask(); // it is dead or dying: that is its last word
    FrameHandler handler = body;
    if (handler != null) {
      handler.onClosed(cause);
    }
    actor.tell(ProcessActor.LinkEnded.INSTANCE);
  }

  @Override
  public String toString() {
    return "child " + incarnation + " (pid " + jvm.pid() + ")";
  }
}
