/**
 * One JVM as its host has it, from its start until the system has reaped it.
 *
 * <p>A {@code ChildProcess} is a bundle of final parts that any thread may use; all that may race
 * (how far the process is, what ended it, who kills it) belongs to its {@code ProcessActor}.
 *
 * <p>To take down a JVM takes longer than all else that a short process does: about a millisecond
 * for the JVM's own exit, ten where a compiler thread is busy, and five for the system to clear up
 * its memory. So {@code EndWatch} does not wait for it where that can make no difference. Such a
 * process has run all its hooks, has said so in its last frame and has closed its link and its
 * output; it has deleted its files to delete on exit, which shows in the last of them; it holds no
 * descriptor that it did not hold when it was a spare; and its JVM has no option that makes it
 * print or write on exit. In all other cases the end is what the system says when it has reaped
 * the process.
 */
@NullMarked
package io.troupe.internal.process.child;

import org.jspecify.annotations.NullMarked;
