/**
 * The tasks of a pool, and which worker has which: {@code Dispatch} hands them out as callers, and
 * the threads that bring outcomes, come to it. A {@code Lane} has the tasks that one worker was
 * given; {@code Assignments} are the bookkeeping behind, and {@code Recall} takes tasks back from
 * those who have more than they get done.
 */
@NullMarked
package io.troupe.internal.pool.dispatch;

import org.jspecify.annotations.NullMarked;
