package io.troupe.internal.process.child;

import io.troupe.internal.log.Log;
import io.troupe.internal.option.Checks;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends a child that will never link itself, and says what became of it. How long a JVM needs for
 * that depends on the machine; one that has neither linked itself nor used the processor for a
 * while hangs.
 */
public final class StartWatch {
  private static final Log log = Log.of(StartWatch.class);

  private static final String TIMEOUT = "troupe.start.timeout";
  private static final int TIMEOUT_SECONDS = 60;

  /**
   * A JVM that waits for something uses less than this part of one processor; one that starts uses
   * what it gets.
   */
  private static final int IDLE_PART = 200;

  /**
   * A start that fails does so sooner; one that waits for a debugger says so, and must be heard.
   */
  private static final long EARLY_MILLIS = 2_000;

  private final ChildProcess child;
  private final ScheduledExecutorService timer;
  private final Duration patience;

  /** The processor time at the last look. For the timer's thread. */
  private Duration used = Duration.ZERO;

  private volatile @Nullable Future<?> next;
  private volatile boolean overdue;

  private StartWatch(ChildProcess child, ScheduledExecutorService timer, Duration patience) {
    this.child = child;
    this.timer = timer;
    this.patience = patience;
  }

  /**
   * Returns how long a child may neither link itself nor use the processor.
   *
   * @throws IllegalArgumentException if the property that sets it is no number of seconds
   */
  public static Duration patience() {
    return Checks.secondsOf(TIMEOUT, TIMEOUT_SECONDS);
  }

  /** Watches a child that has just been started. */
  public static void begin(ChildProcess child, ScheduledExecutorService timer, Duration patience) {
    StartWatch watch = new StartWatch(child, timer, patience);
    watch.lookLater();
    ChildOutput output = child.output();
    Future<?> early = timer.schedule(output::showEarly, EARLY_MILLIS, TimeUnit.MILLISECONDS);
    child.linked().whenComplete((link, failure) -> {
      watch.cancel();
      early.cancel(false);
      if (failure == null) {
        output.showEarly();
      }
    });
    child.exited().thenAccept(watch::failUnlinked);
  }

  private void lookLater() {
    next = timer.schedule(this::look, patience.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void cancel() {
    Future<?> look = next;
    if (look != null) {
      look.cancel(false);
    }
  }

  private void look() {
    if (child.linked().isDone()) {
      return;
    }
    Duration now = child.site().processorTime();
    if (now.minus(used).compareTo(patience.dividedBy(IDLE_PART)) >= 0) {
      used = now;
      lookLater();
    } else {
      overdue = true;
      log.warn("{} {}", child, hang());
      child.kill();
    }
  }

  private String hang() {
    return "hangs: for "
        + patience.toSeconds()
        + " s it has neither linked itself nor used the processor, so it is killed; -D"
        + TIMEOUT
        + "=SECONDS sets how long it may";
  }

  private void failUnlinked(ExitReport report) {
    String what = overdue
        ? "a JVM " + hang()
        : "a JVM ended before it could take work, with exit code " + report.exitCode();
    child.linked().completeExceptionally(StartFailures.of(what, report));
  }
}
