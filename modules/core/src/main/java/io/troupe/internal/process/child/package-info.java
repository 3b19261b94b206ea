/**
 * One JVM as its host has it, from its start until the system has reaped it.
 *
 * <p>A {@code ChildProcess} is a bundle of final parts that any thread may use; all that may race
 * (how far the process is, what ended it, who kills it) belongs to its {@code ProcessActor}.
 *
 * <p>A JVM that exits waits up to 300 ms for threads that the system keeps waiting, and for a
 * compiler thread until that is ready. So {@code EndWatch} kills it where that can make no
 * difference. Such a process has run all its hooks, has said so in its last frame and has closed its
 * output; it has deleted its files to delete on exit, which shows in the last of them; and its JVM
 * has no option that makes it print or write on exit. That is its end, if it holds no descriptor
 * that it did not hold when it was a spare; in all other cases the end is what the system says when
 * it has reaped the process.
 */
@NullMarked
package io.troupe.internal.process.child;

import org.jspecify.annotations.NullMarked;
