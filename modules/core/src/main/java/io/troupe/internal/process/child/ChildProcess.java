package io.troupe.internal.process.child;

import io.troupe.internal.board.Cell;
import io.troupe.internal.link.FrameHandler;
import io.troupe.internal.link.Link;
import io.troupe.internal.link.LinkClosedException;
import io.troupe.internal.log.Log;
import io.troupe.internal.logs.host.LogStream;
import io.troupe.internal.object.Association;
import io.troupe.internal.object.Objects;
import io.troupe.internal.process.launch.ChildSpec;
import io.troupe.internal.process.launch.OutputCharsets;
import io.troupe.internal.system.LocalActor;
import io.troupe.proto.Exiting;
import io.troupe.proto.Frame;
import io.troupe.proto.LinkFrame;
import io.troupe.proto.Ping;
import io.troupe.proto.Ready;
import io.troupe.spi.SiteProcess;
import java.io.File;
import java.time.Duration;
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
  private final Process jvm;
  private final ChildSite site;
  private final Cell cell;
  private final File lastFile;
  private final @Nullable LogStream logs;
  private final LocalActor<ProcessActor.Command> actor;
  private final ChildOutput output;
  private final CompletableFuture<Link> linked = new CompletableFuture<>();
  private final CompletableFuture<Association> associated = new CompletableFuture<>();
  private final CompletableFuture<Void> rehearsed = new CompletableFuture<>();
  private final CompletableFuture<ExitReport> exited;

  /** Written once, when the child is taken, before the first frame for it can come. */
  private volatile @Nullable FrameHandler body;

  private volatile long residentBytes;
  private volatile @Nullable Exiting lastWord;
  private volatile @Nullable Integer finished;
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
    this.jvm = jvm;
    site = ChildSite.of(jvm);
    this.cell = cell;
    this.lastFile = lastFile;
    this.logs = logs;
    this.actor = actor;
    this.exited = exited;
    output = new ChildOutput(jvm, spec.output(), charsets, name, this::printsNoMore);
  }

  private boolean printsNoMore() {
    return lastWord != null || !jvm.isAlive();
  }

  /** Makes a spare a process of the program's: its output and its log become those of that. */
  public void adopt(ChildSpec wanted, String name) {
    output.redirect(wanted.output(), name);
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

  /** Ends a spare that is of no use: without its link it halts by itself. */
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

  public ChildOutput output() {
    return output;
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

  /** Sets the exit status, in place of that of the JVM, which may be killed from now on. */
  void endsWith(int status) {
    finished = status;
  }

  /** Returns the exit status of a child that has ended. */
  public int status() {
    Integer said = finished;
    return said == null ? jvm.exitValue() : said;
  }

  /** Returns where it runs. */
  ChildSite site() {
    return site;
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
    long now = site.residentBytes();
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
    return site.ranLast(ranLast);
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
    site.whenLeaving(action);
  }

  @Override
  public void whenWanted(Consumer<SiteProcess.Wish> listener) {
    site.whenWanted(listener);
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
    try {
      sampleMemory();
    } finally {
      Kill.forcibly(jvm); // whatever becomes of the figure
    }
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
      case LINK -> rehearsed.complete(null); // the answer to the ping
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
      rehearseFrames();
    }
  }

  /** The way of a frame there and back is rehearsed last; its answer ends the rehearsal. */
  private void rehearseFrames() {
    LinkFrame ping = LinkFrame.newBuilder().setPing(Ping.getDefaultInstance()).build();
    try {
      link().sendControl(Frame.newBuilder().setLink(ping).build());
    } catch (LinkClosedException e) {
      log.debug("{} ended meanwhile: {}", this, e.getMessage());
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
