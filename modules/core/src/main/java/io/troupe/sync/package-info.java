/**
 * Locks and their relatives between threads and processes: Python's {@code multiprocessing.Lock},
 * {@code Semaphore}, {@code Event}, {@code Condition} and {@code Barrier}.
 */
@NullMarked
package io.troupe.sync;

import org.jspecify.annotations.NullMarked;
