package io.troupe.internal.pool.dispatch;

import io.troupe.proto.TaskShape;

/**
 * What the tasks of one call or map have in common.
 *
 * @param function the function, prepared for the workers
 * @param shape how arguments become calls
 * @param timeoutNanos how long a task may run; 0 for ever
 * @param retries how often a task that was lost runs again
 * @param name names them in messages
 */
public record Terms(
    Object function, TaskShape shape, long timeoutNanos, int retries, String name) {}
