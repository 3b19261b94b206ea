package io.troupe.internal.system;

import io.troupe.internal.log.Log;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Runs what it is given on the thread that gives it, one thing after the other: what a task submits
 * runs behind it, not inside it, so that stacks stay flat. Under a dispatcher this makes the thread
 * that sends a message to an idle actor run it.
 */
final class CallerThread extends MailboxExecutor {
  private static final Log log = Log.of(CallerThread.class);
  private static final ThreadLocal<@Nullable ArrayDeque<Runnable>> underWay = new ThreadLocal<>();

  @Override
  public void execute(Runnable task) {
    ArrayDeque<Runnable> behind = underWay.get();
    if (behind != null) {
      behind.add(task);
    } else {
      runAll(task);
    }
  }

  private static void runAll(Runnable first) {
    ArrayDeque<Runnable> behind = new ArrayDeque<>();
    underWay.set(behind);
    // An interrupt is meant for the caller, not for the actor that it happens to run.
    boolean interrupted = Thread.interrupted();
    try {
      for (Runnable next = first; next != null; next = behind.poll()) {
        interrupted |= runInterruptibly(next);
      }
    } finally {
      underWay.remove();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Returns whether the thread was interrupted meanwhile. A mailbox notices that between two
   * messages, queues itself again for the rest of them and throws the interrupt, although it does
   * not declare it: that must not end the loop, for no other thread would ever run that mailbox.
   */
  private static boolean runInterruptibly(Runnable task) {
    try {
      task.run();
      return Thread.interrupted();
    } catch (Throwable e) {
      if (e instanceof InterruptedException) {
        return true;
      }
      log.error("An actor's mailbox failed", e);
      return Thread.interrupted();
    }
  }
}
