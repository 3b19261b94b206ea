/**
 * Workers, behind one seam: {@code Workers} starts them, a {@code PoolWorker} runs tasks, and
 * {@code WorkerEvents} hears of it. They are processes here or on a node, to which functions and
 * values cross encoded, or threads of this process, to which they are handed.
 */
@NullMarked
package io.troupe.internal.pool.worker;

import org.jspecify.annotations.NullMarked;
