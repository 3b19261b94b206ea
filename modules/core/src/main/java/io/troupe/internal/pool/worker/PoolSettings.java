package io.troupe.internal.pool.worker;

import io.troupe.Call;
import io.troupe.internal.process.launch.ChildSpec;
import io.troupe.internal.process.launch.JvmShare;
import io.troupe.spi.ProcessSite;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a pool was asked to be; checked where it was asked.
 *
 * @param name null for a name with a number
 * @param workers how many workers
 * @param threads whether they are threads of this JVM
 * @param initializer runs in each worker before its first task
 * @param initializerTimeout how long that may take; null for as long as it likes
 * @param maxTasksPerChild after how many tasks a worker is replaced; 0 for never
 * @param recycleAtBytes at how much resident memory; 0 for never
 * @param recycleAfter at what age; null for never
 * @param taskTimeout how long a task without a limit of its own may run
 * @param grace how long a worker may go on after its interrupt or SIGTERM
 * @param retries how often a lost task without a number of its own runs again
 * @param bufferSize how many items an imap reads ahead; 0 for as many as keep the workers busy
 * @param mayHaveChildren whether tasks may start processes
 * @param spec how the processes are started
 */
public record PoolSettings(
    @Nullable String name,
    int workers,
    boolean threads,
    @Nullable Call<Void> initializer,
    @Nullable Duration initializerTimeout,
    int maxTasksPerChild,
    long recycleAtBytes,
    @Nullable Duration recycleAfter,
    @Nullable Duration taskTimeout,
    Duration grace,
    int retries,
    int bufferSize,
    boolean mayHaveChildren,
    ChildSpec spec) {

  /** How long a worker may take, besides the grace period, to end by itself. */
  private static final Duration EXIT = Duration.ofSeconds(5);

  /** Returns how long a worker may take to end once it has begun to. */
  public Duration exitLimit() {
    return grace.plus(EXIT);
  }

  /** Returns the name of a pool that was started: its own, or the one with a number. */
  public String nameInUse() {
    return Objects.requireNonNull(name, "named before the start");
  }

  /** Returns how a worker's process is started. */
  public ChildSpec workerSpec() {
    ProcessSite site = spec.site();
    return site == null
        ? JvmShare.of(workers).applyTo(spec)
        : spec.withSite(site.forPool(name == null ? "" : name)); // a node knows what it has
  }

  /** Gives it a name if it has none. */
  public PoolSettings named(String defaultName) {
    return new PoolSettings(
        name == null ? defaultName : name,
        workers,
        threads,
        initializer,
        initializerTimeout,
        maxTasksPerChild,
        recycleAtBytes,
        recycleAfter,
        taskTimeout,
        grace,
        retries,
        bufferSize,
        mayHaveChildren,
        spec);
  }
}
