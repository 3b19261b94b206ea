/**
 * Objects: a queue, a lock, a managed map. Each is an actor in one runtime, its owner, and is used from many.
 *
 * <pre>
 *   process that uses it                                   owner
 *   ┌────────────────────────────────┐                     ┌───────────────────────────────────────────┐
 *   │ façade (Queue, Lock, …)        │                     │ façade ── ObjectRef ── LocalPeer          │
 *   │   │ ask, tell                  │                     │                           │               │
 *   │   ▼                            │   link, keyed       │                           ▼               │
 *   │ ObjectRef ── Answer            │   (internal.link)   │ Guest ──────────────► the object's actor  │
 *   │   │                            │                     │   ▲    Request,         │ Caller.reply    │
 *   │   ▼                            │                     │   │    CallerGone       │                 │
 *   │ LinkPeer ──────────────────────┼────────────────────►┼───┴─────────────────────┘                 │
 *   │      (one for each owner)      │◄────────────────────┼── Objects: who holds what, OwnedObject     │
 *   └────────────────────────────────┘                     └───────────────────────────────────────────┘
 * </pre>
 *
 * <p><b>Handles.</b> An object crosses as an {@code ObjectHandle}: where its owner takes links, the key, a number. Who
 * opens one links itself to the owner, once for all its objects; siblings and unrelated programs do it as a host does.
 *
 * <p><b>Life.</b> The owner counts who holds an object: each process that opened a handle and has not dropped it, each
 * handle under way. A link that ends drops all that its process held, and its actors hear of it ({@code CallerGone}), so
 * that what a dead process waited for or had in its hands can be dealt with. Nobody left: {@code Unused}, the actor ends.
 *
 * <p><b>Threads.</b> Object actors run on the dispatcher {@code troupe-callers}, which has no threads: an actor's mailbox is
 * worked off by the thread that filled it, a caller's in the owner, a link's reader otherwise, and one at a time as for any
 * actor. A request costs no wake-up besides that of the reader. So such an actor must never block and never run user
 * code; one that must gets the default dispatcher of its own.
 *
 * <p><b>Ends.</b> A request is answered, or its {@code Answer} fails with {@link io.troupe.OwnerLostException} when the link
 * ends or the object's actor does.
 */
@NullMarked
package io.troupe.internal.object;

import org.jspecify.annotations.NullMarked;
