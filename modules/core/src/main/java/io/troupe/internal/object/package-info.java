/**
 * Objects: a queue, a lock, a managed map. Each is an actor in one runtime, its owner, and is used
 * from many.
 *
 * <pre>
 *   a runtime                                              another runtime
 *   ┌────────────────────────────────┐                     ┌───────────────────────────────────────────┐
 *   │ façade (Queue, Lock, …)        │                     │ façade ── ObjectRef ── LocalOwner         │
 *   │   │ ask, tell                  │                     │                           │               │
 *   │   ▼                            │                     │                           ▼               │
 *   │ ObjectRef ── Answer            │                     │ OwnedObject ────────► the object's actor  │
 *   │   │                            │                     │   ▲    Request,         │ Caller.reply    │
 *   │   ▼                            │   link              │   │    CallerGone       ▼                 │
 *   │ Association ───────────────────┼─(internal.link)─────┼─ Association                              │
 *   └────────────────────────────────┘                     └───────────────────────────────────────────┘
 * </pre>
 *
 * <p><b>Associations.</b> Two runtimes that talk have one link, and either uses the objects of the
 * other over it. The link on which a process boots is the association with its host. A frame for
 * object 0 is for the runtime itself, and passed on to the part of it that boots, ends or serves as
 * a worker. All that a link brings goes through its {@code Reception}.
 * {@link io.troupe.internal.object.Objects} finds an association by the number of the runtime that
 * a handle names, and connects if there is none. Two runtimes that connect with each other at the
 * same moment keep both links; each then serves the one that made it.
 *
 * <p><b>Handles.</b> An object crosses as an {@code ObjectHandle}: its runtime, where that takes
 * links, the key, a number. Siblings and unrelated programs link themselves directly to the owner.
 *
 * <p><b>Life.</b> The owner counts who holds an object: each process that opened a handle and has
 * not dropped it, each handle under way. A link that ends drops all that its process held, and its
 * actors hear of it ({@code CallerGone}), so that what a dead process waited for or had in its
 * hands can be dealt with. When none is left, the actor gets {@code Unused} and ends. The owner is
 * told of a handle before it travels, and not waited for; a process that opens one waits for a
 * moment for the owner to say that the object is there. So handles of a process that is stopped
 * travel and arrive. The first one of an owner begins a link with it, which a thread of its own
 * makes; what is said meanwhile waits for that ({@link io.troupe.internal.link.PromisedLink}).
 *
 * <p><b>Threads.</b> Object actors run on the dispatcher {@code troupe-callers}, which has no
 * threads: an actor's mailbox is worked off by the thread that filled it, a caller's in the owner,
 * a link's reader otherwise, and one at a time as for any actor. A request costs no wake-up besides
 * that of the reader. So such an actor must never block and never run user code; one that must gets
 * the default dispatcher of its own.
 *
 * <p><b>Ends.</b> A request is answered, or its {@code Answer} fails with
 * {@link io.troupe.OwnerLostException} when the link ends or the object's actor does.
 */
@NullMarked
package io.troupe.internal.object;

import org.jspecify.annotations.NullMarked;
