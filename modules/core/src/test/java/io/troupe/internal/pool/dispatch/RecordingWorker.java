package io.troupe.internal.pool.dispatch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A worker that takes note of what it is told, and does only what a test wants. */
public final class RecordingWorker implements PoolWorker {
  final List<List<PoolTask>> batches = new ArrayList<>();
  final List<PoolTask> withdrawn = new ArrayList<>();
  final List<String> orders = new ArrayList<>();
  private final String name;
  long running;
  Consumer<PoolTask> onWithdraw = task -> {};

  RecordingWorker(String name) {
    this.name = name;
  }

  /** Returns all that it was sent, in order. */
  List<PoolTask> tasks() {
    return batches.stream().flatMap(List::stream).toList();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long pid() {
    return 1;
  }

  @Override
  public long runningTask() {
    return running;
  }

  @Override
  public long residentBytes() {
    return 0;
  }

  @Override
  public void send(List<PoolTask> tasks) {
    batches.add(tasks);
  }

  @Override
  public void withdraw(List<PoolTask> tasks) {
    withdrawn.addAll(tasks);
    tasks.forEach(onWithdraw);
  }

  @Override
  public void interrupt(long task) {
    orders.add("interrupt " + task);
  }

  @Override
  public void stop() {
    orders.add("stop");
  }

  @Override
  public void terminate() {
    orders.add("terminate");
  }

  @Override
  public void kill() {
    orders.add("kill");
  }

  @Override
  public boolean readUntil(BooleanSupplier over, long nanos) {
    return false; // nothing to fetch: it tells
  }

  @Override
  public void wake() {
    // Nobody fetches.
  }
}
