package io.troupe.spi;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * A JVM at a {@link ProcessSite}. Its streams are what it prints; its standard input is closed
 * already. The figures may be some seconds old. Thread-safe.
 */
public abstract class SiteProcess extends java.lang.Process {
  /** In place of the number of a task: it may have run any that it was given. */
  public static final long UNKNOWN = -1;

  /** How a process is asked to make room for one that waits. */
  public enum Wish {
    /** If it has nothing to do. */
    IF_IDLE,
    /** As soon as it has finished what it has begun. */
    AFTER_TASK
  }

  /** Returns its resident memory in bytes; 0 when unknown. */
  public abstract long residentBytes();

  /** Returns the processor time that it has used. */
  public abstract Duration processorTime();

  /**
   * Returns the number of the task that it runs, or that it ran when it ended; 0 for none, or
   * {@link #UNKNOWN} where it ended with its node.
   */
  public abstract long runningTask();

  /**
   * Completes when it should get no new work, for its place is about to be closed; it may finish
   * what it has begun. Where the place is lost, this completes for all that ran there before the
   * first of them is said to have ended.
   */
  public abstract CompletionStage<Void> leaving();

  /**
   * Sets what hears that another waits for the place of this process. It is told {@link
   * Wish#IF_IDLE} maybe several times, {@link Wish#AFTER_TASK} at most once; it must not block.
   */
  public abstract void onWanted(Consumer<Wish> listener);

  /** Returns which node was lost, if it ended with that; else empty. */
  public abstract Optional<String> lostNode();
}
