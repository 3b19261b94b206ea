package io.troupe.internal.cluster.program;

import io.troupe.internal.cluster.call.NodeNews.Exited;
import io.troupe.internal.cluster.call.NodeNews.Fares;
import io.troupe.internal.cluster.call.NodeNews.Printed;
import io.troupe.internal.cluster.share.Tenancy;
import io.troupe.spi.SiteProcess;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A JVM on a node. Thread-safe. */
final class RemoteJvm extends SiteProcess {
  /** What the JDK says of a process that was killed. */
  private static final int KILLED = 128 + 9;

  private final NodeLink node;
  private final Demand demand;
  private final long number;
  private final long pid;
  private final Arriving output = new Arriving();
  private final Arriving errors = new Arriving();
  private final CompletableFuture<Void> leaving = new CompletableFuture<>();
  private final CompletableFuture<Void> wantedAfterTask = new CompletableFuture<>();
  private final CompletableFuture<Integer> exited = new CompletableFuture<>();
  private final Tenancy<Party> tenancy;
  private volatile Fares fares;
  private volatile Consumer<Wish> whenWanted = wish -> {};
  private volatile @Nullable String lostNode;

  RemoteJvm(NodeLink node, Demand demand, long number, long pid) {
    this.node = node;
    this.demand = demand;
    this.number = number;
    this.pid = pid;
    fares = new Fares(number, 0, 0, 0);
    tenancy = new Tenancy<>(
        demand.party(), () -> fares.runningTask() != 0, this::wanted, System::nanoTime);
  }

  Party party() {
    return demand.party();
  }

  boolean takesSlot() {
    return demand.placement().takesSlot();
  }

  /** Returns whether it can make room for others: its pool can do without. */
  boolean canMakeRoom() {
    return !demand.party().pool().isEmpty();
  }

  /** Returns what it has of this program's slots. */
  Tenancy<Party> tenancy() {
    return tenancy;
  }

  long number() {
    return number;
  }

  void printed(Printed printed) {
    (printed.error() ? errors : output).add(printed.bytes());
  }

  void fares(Fares now) {
    fares = now;
    tenancy.observe();
  }

  /** Others wait for its slot. */
  void wanted(Wish wish) {
    if (wish == Wish.AFTER_TASK) {
      wantedAfterTask.complete(null);
    } else {
      whenWanted.accept(wish);
    }
  }

  void exited(Exited exit) {
    fares = new Fares(number, fares.residentBytes(), fares.processorNanos(), exit.runningTask());
    end(exit.status());
  }

  /** The node is about to leave. */
  void leave() {
    leaving.complete(null);
  }

  /** The node is lost, and this with it, even if it lives on there; no effect after its end. */
  void lost(String address) {
    if (exited.isDone()) {
      return;
    }
    lostNode = address;
    fares = new Fares(number, fares.residentBytes(), fares.processorNanos(), UNKNOWN);
    end(KILLED);
  }

  private void end(int status) {
    output.end();
    errors.end();
    exited.complete(status);
  }

  @Override
  public long residentBytes() {
    return fares.residentBytes();
  }

  @Override
  public Duration processorTime() {
    return Duration.ofNanos(fares.processorNanos());
  }

  @Override
  public long runningTask() {
    return fares.runningTask();
  }

  @Override
  public CompletionStage<Void> leaving() {
    return leaving.copy();
  }

  @Override
  public void onWanted(Consumer<Wish> listener) {
    whenWanted = listener;
    wantedAfterTask.thenRun(() -> listener.accept(Wish.AFTER_TASK));
  }

  @Override
  public Optional<String> lostNode() {
    return Optional.ofNullable(lostNode);
  }

  @Override
  public OutputStream getOutputStream() {
    return OutputStream.nullOutputStream();
  }

  @Override
  public InputStream getInputStream() {
    return output;
  }

  @Override
  public InputStream getErrorStream() {
    return errors;
  }

  @Override
  public long pid() {
    return pid;
  }

  @Override
  public boolean isAlive() {
    return !exited.isDone();
  }

  @Override
  public CompletableFuture<java.lang.Process> onExit() {
    return exited.thenApply(status -> this);
  }

  @Override
  public int waitFor() throws InterruptedException {
    try {
      return exited.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("an exit is never a failure", e);
    }
  }

  @Override
  public boolean waitFor(long timeout, TimeUnit unit) throws InterruptedException {
    try {
      exited.get(timeout, unit);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("an exit is never a failure", e);
    }
  }

  @Override
  public int exitValue() {
    if (!exited.isDone()) {
      throw new IllegalThreadStateException("process " + pid + " of " + node + " has not exited");
    }
    return exited.join();
  }

  @Override
  public void destroy() {
    node.end(number, false);
  }

  @Override
  public java.lang.Process destroyForcibly() {
    node.end(number, true);
    return this;
  }

  @Override
  public boolean supportsNormalTermination() {
    return true;
  }

  @Override
  public String toString() {
    return "process " + pid + " of node " + node;
  }
}
