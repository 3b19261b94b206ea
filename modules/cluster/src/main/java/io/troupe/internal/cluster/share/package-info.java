/**
 * How those that want slots share them: whose turn it is, and who makes room.
 *
 * <pre>
 *  Shares    who waits, who comes next, and whom to ask for room
 *  Tenancy   a slot that is taken by something that can make room
 * </pre>
 *
 * <p>A node shares its slots among programs, and a program what it gets among its pools, both by
 * these rules: a free slot goes to the one that waits and has the fewest; what has nothing to do
 * makes room first; what has much more than the one that waits makes room when a task has ended.
 */
@NullMarked
package io.troupe.internal.cluster.share;

import org.jspecify.annotations.NullMarked;
