package io.troupe.samples;

import io.troupe.Process;
import io.troupe.memory.IntValue;
import io.troupe.memory.Value;
import io.troupe.sync.Barrier;
import io.troupe.sync.Condition;
import io.troupe.sync.Event;
import io.troupe.sync.Hold;
import io.troupe.sync.RLock;
import io.troupe.sync.Semaphore;
import java.time.Duration;

/**
 * Shows each kind of lock at work between two processes, and what becomes of one whose holder is killed.
 *
 * <p>Python's original:
 *
 * <pre>{@code
 * lock, slots, ready, changed, meeting = RLock(), Semaphore(2), Event(), Condition(), Barrier(2)
 * Process(target=play, args=(Things(lock, slots, ready, changed, meeting),)).start()
 * }</pre>
 *
 * <p>Run it with {@code samples/run locks}. It prints:
 *
 * <pre>
 * event:     the child is ready
 * semaphore: the child left 1 of 2 slots
 * condition: the child counted to 3
 * barrier:   both are here
 * lock:      held by the child, RLock[holder=another process, count=1 or more]
 * lock:      the child was killed, and the lock is ours; abandoned: true
 * </pre>
 */
public final class LocksSample {
  private LocksSample() {}

  /** Locks cross to other processes like any value, and in records. */
  record Things(
      RLock lock,
      Semaphore slots,
      Event ready,
      Condition changed,
      IntValue count,
      Barrier meeting) {}

  public static void main(String[] args) throws Exception {
    Things things = new Things(
        RLock.create(),
        Semaphore.create(2),
        Event.create(),
        Condition.create(),
        Value.ofInt(0),
        Barrier.create(2));
    Process child = Process.of(LocksSample::play, things).start();

    things.ready.await();
    System.out.println("event:     the child is ready");
    System.out.printf("semaphore: the child left %d of 2 slots%n", things.slots.availablePermits());
    try (Hold held = things.changed.hold()) {
      things.changed.waitFor(() -> things.count.get() == 3);
      System.out.printf("condition: the child counted to %d%n", things.count.get());
    }
    things.meeting.await();
    System.out.println("barrier:   both are here");
    System.out.printf("lock:      held by the child, %s%n", things.lock);
    child.kill();
    if (things.lock.acquire(Duration.ofSeconds(10))) {
      System.out.printf(
          "lock:      the child was killed, and the lock is ours; abandoned: %b%n",
          things.lock.wasAbandoned());
    }
  }

  /** Runs in the child. */
  static void play(Things things) throws Exception {
    things.slots.acquire();
    things.ready.set();
    for (int i = 0; i < 3; i++) {
      try (Hold held = things.changed.hold()) {
        things.count.incrementAndGet();
        things.changed.signal();
      }
    }
    things.lock.acquire();
    things.meeting.await();
    Thread.sleep(Duration.ofMinutes(1).toMillis());
  }
}
