package io.troupe.internal.cluster.node;

import io.troupe.internal.cluster.call.NodeNews;
import io.troupe.internal.cluster.call.NodeStatus;
import io.troupe.internal.cluster.call.SlotRequest;
import io.troupe.internal.cluster.share.Tenancy;
import io.troupe.internal.log.Log;
import io.troupe.internal.process.Lodger;
import io.troupe.spi.SiteProcess.Wish;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.Consumer;

/** A process of a program at a node, and what the program is told of it. Thread-safe. */
final class Guest {
  private static final Log log = Log.of(Guest.class);
  private static final int CHUNK_BYTES = 8192;
  private static final long INHERITED_MILLIS = 250;

  private final long number;
  private final String name;
  private final Lodger lodger;
  private final SlotRequest slot;
  private final News news;

  /** @param name that the program has for it */
  Guest(long number, String name, Lodger lodger, SlotRequest slot, News news) {
    this.number = number;
    this.name = name;
    this.lodger = lodger;
    this.slot = slot;
    this.news = news;
  }

  long number() {
    return number;
  }

  /** Tells what it prints; then the action hears of its end, on a thread that may block. */
  void watch(Consumer<Lodger.End> action) {
    Thread out = reader(lodger.standardOutput(), false);
    Thread error = reader(lodger.standardError(), true);
    lodger
        .ended()
        .thenAcceptAsync(
            end -> {
              awaitLast(out);
              awaitLast(error);
              action.accept(end);
            },
            work -> daemon(work, "troupe-node-exit"));
  }

  private Thread reader(InputStream in, boolean error) {
    return daemon(() -> read(in, error), "troupe-node-output");
  }

  static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void read(InputStream in, boolean error) {
    byte[] chunk = new byte[CHUNK_BYTES];
    try (in) {
      for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
        news.add(new NodeNews.Printed(number, error, Arrays.copyOf(chunk, count)));
      }
    } catch (IOException | InterruptedException e) {
      log.debug("The output of {} ended", name, e);
    }
  }

  /**
   * Waits until the last output is told, while it waits for room itself; what a process holds
   * open that inherited it is not waited for.
   */
  private void awaitLast(Thread reader) {
    try {
      do {
        reader.join(INHERITED_MILLIS);
      } while (reader.isAlive() && news.isFull());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns whether it can make room for others: it has a slot, and a pool that can do without. */
  boolean canMakeRoom() {
    return slot.takesSlot() && !slot.pool().isEmpty();
  }

  /** Returns what it has of the slots of its program. */
  Tenancy<Slots.Tenant> tenancy(Slots.Tenant program) {
    return new Tenancy<>(program, () -> lodger.runningTask() != 0, this::want, System::nanoTime);
  }

  private void want(Wish wish) {
    log.debug("{} is asked to make room: {}", name, wish);
    news.add(new NodeNews.SlotWanted(number, wish));
  }

  void end(boolean forcibly) {
    lodger.end(forcibly);
  }

  void tellFares() {
    news.add(new NodeNews.Fares(
        number, lodger.residentBytes(), lodger.processorTime().toNanos(), lodger.runningTask()));
  }

  NodeStatus.Jvm status() {
    return new NodeStatus.Jvm(
        name,
        slot.pool(),
        slot.takesSlot(),
        lodger.pid(),
        lodger.residentBytes(),
        lodger.runningTask());
  }

  /** Returns what an operator should know who waits for its end. */
  String describe() {
    String does = slot.pool().isEmpty()
        ? "no worker of a pool: it goes on until it ends by itself"
        : lodger.runningTask() == 0 ? "about to end" : "runs a task";
    return name + " (pid " + lodger.pid() + ", " + does + ")";
  }
}
