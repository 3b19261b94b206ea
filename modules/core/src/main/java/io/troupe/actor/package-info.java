/**
 * Actors in processes: a behaviour of Apache Pekko in a process that can be killed, and a reference
 * to it that works from everywhere.
 *
 * <p>{@link io.troupe.actor.Actors} starts them. A reference is an
 * {@link org.apache.pekko.actor.typed.ActorRef} as any other: it can be told messages, asked,
 * watched, and sent to other processes in messages, tasks, queue items and managed objects. That
 * page has the differences: what a message may be, what happens when a process ends, and how long a
 * sender waits.
 */
@NullMarked
package io.troupe.actor;

import org.jspecify.annotations.NullMarked;
