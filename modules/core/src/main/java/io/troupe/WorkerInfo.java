package io.troupe;

import java.util.Optional;

/**
 * A worker of a pool as it was a moment ago.
 *
 * @param pid number of the process; that of this process for a worker thread, 0 while it starts
 * @param name {@code PoolWorker-1} and so on
 * @param runningTask what runs now
 * @param tasksDone tasks that ended at this worker; a chunk of a map is one task
 * @param residentBytes resident memory in bytes; 0 when unknown, and for threads
 */
public record WorkerInfo(
    long pid, String name, Optional<String> runningTask, long tasksDone, long residentBytes) {}
