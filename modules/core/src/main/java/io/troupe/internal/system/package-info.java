/**
 * Troupe's own actors, and the actor system that they are in once it is up.
 *
 * <pre>
 *   Actors.spawn ──► LocalActor ──► Role         at once: messages are taken by the thread that sends, or by one of its own
 *                        │
 *                        ▼ when the actor system is up: because the program's actors need it, or because the program has
 *                     Adopter ──► ActorRef       lived for some seconds
 * </pre>
 *
 * Pekko needs several hundred milliseconds to start, and some 15 MB: more than most programs need
 * for all that they do before they end. So nothing of Troupe waits for it, and a process that has
 * no actors of the program's never starts it.
 */
@NullMarked
package io.troupe.internal.system;

import org.jspecify.annotations.NullMarked;
