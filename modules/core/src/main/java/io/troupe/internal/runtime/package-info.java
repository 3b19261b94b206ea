/**
 * The composition root: makes what a JVM has for Troupe, and passes each part to the others that
 * need it.
 *
 * <pre>
 *  TroupeRuntime ─ Payloads, Functions, Failures    how values cross; with a codec for each handle
 *                ─ Actors                           the actor system, started when first needed
 *                ─ Objects                          what it owns, and what it uses of others
 *                ─ Queues, Syncs, Pools, Processes  the nouns, which the public types call
 *                ─ HostSide                         nursery, directory, board and socket, for a
 *                                                   runtime that has children or lends objects
 * </pre>
 *
 * <p>The JVM of the first child is started before the rest is made, on a thread of its own
 * ({@code HeadStart}): it boots meanwhile.
 *
 * <p>It imports all others, and none imports it: the static factories of the public types and the
 * main class of a child alone look up the runtime of the JVM. A runtime of the JVM ends with it;
 * one that was made beside it can be closed before. Hosts and processes have the same kind of
 * runtime.
 */
@NullMarked
package io.troupe.internal.runtime;

import org.jspecify.annotations.NullMarked;
