package io.troupe.internal.process;

import io.troupe.internal.board.Cell;
import io.troupe.internal.process.child.Kill;
import io.troupe.internal.process.child.ProcessMemory;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A JVM that was started for a runtime elsewhere. Thread-safe. */
public final class Lodger {
  private final Process jvm;
  private final Cell cell;
  private final CompletableFuture<End> ended = new CompletableFuture<>();

  /**
   * How one ended.
   *
   * @param status as the system says it
   * @param runningTask the task that it ran; 0 for none
   */
  public record End(int status, long runningTask) {}

  Lodger(Process jvm, Cell cell, Runnable freeCell) {
    this.jvm = jvm;
    this.cell = cell;
    jvm.onExit().thenAccept(exited -> {
      End end = new End(exited.exitValue(), cell.runningTask());
      freeCell.run();
      ended.complete(end);
    });
  }

  public long pid() {
    return jvm.pid();
  }

  public InputStream standardOutput() {
    return jvm.getInputStream();
  }

  public InputStream standardError() {
    return jvm.getErrorStream();
  }

  /** Completes when the system has reaped it. */
  public CompletableFuture<End> ended() {
    return ended;
  }

  /** Returns the task that it runs; 0 for none. */
  public long runningTask() {
    return ended.isDone() ? ended.join().runningTask() : cell.runningTask();
  }

  /** Returns its resident memory in bytes; 0 when it cannot be read. */
  public long residentBytes() {
    return ProcessMemory.residentBytes(jvm.pid());
  }

  public Duration processorTime() {
    return jvm.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Asks it and its descendants to end, or ends them. */
  public void end(boolean forcibly) {
    if (forcibly) {
      Kill.forcibly(jvm);
    } else {
      Kill.gently(jvm);
    }
  }
}
