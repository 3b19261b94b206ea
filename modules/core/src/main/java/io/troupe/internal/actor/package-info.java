/**
 * Actors of the program's own that are spoken to from other processes, by references that are
 * Pekko's own kind.
 *
 * <pre>
 *   tell ──► RemoteActorRef ─ Window ──► ObjectRef ══ link ══► ExportedActor ──► Arrival ──► the actor
 *                 ▲ DeathWatch ◄────────────────────────────── ended                 │ Credit: processed
 *   ask  ──► PromiseActorRef ◄──────── Answer ◄═════════════════════════════════ ReplyRef
 * </pre>
 *
 * <p>An actor that a reference of which leaves this process becomes an object:
 * {@code ExportedActor}. Its messages are decoded on the actor's own thread: by an interceptor
 * around the behaviours that {@code Keeper} started, by a {@code Forwarder} before any other actor.
 * The asker of Pekko's ask pattern is no object: the answer to the frame is the answer to the
 * question, so that a question costs one frame each way, and fails at once when the other process
 * ends.
 *
 * <p>An actor elsewhere is a {@code RemoteActorRef}, one for each object, as long as anything here
 * refers to it.
 */
@NullMarked
package io.troupe.internal.actor;

import org.jspecify.annotations.NullMarked;
