/**
 * Managers: objects that processes share. See {@code internal.object} for what an object is.
 *
 * <pre>
 *   process that uses it                          owner: this JVM, a process of its own, or one at an address
 *   ┌─────────────────────────────────┐           ┌──────────────────────────────────────────────────────────┐
 *   │ DefaultManager ── Remote ───────┼──────────►│ ManagedObject ── RootReferent ── ManagerCore             │
 *   │   (create, register)            │           │                                    │ Makers, SharedTypes │
 *   │                                 │           │                                    ▼ makes               │
 *   │ MapProxy, ListProxy, …          │           │ ManagedObject ── MapReferent, ListReferent, SetReferent  │
 *   │ TypeProxy (a dynamic proxy)     │  managed  │   (actor)        TypeReferent ── an object of the user's │
 *   │   │ Call: method, arguments     │   _call   │   │ Job          ActorReferent ── an actor of the user's │
 *   │   ▼                             │           │   ▼                                                      │
 *   │ Remote ── ObjectRef ────────────┼──────────►│ on the caller's thread, or, where code of the program    │
 *   │                                 │◄──────────┤ runs, on a Worker; others wait in the actor              │
 *   └─────────────────────────────────┘  managed  └──────────────────────────────────────────────────────────┘
 *                                        _return
 * </pre>
 *
 * <p><b>Values.</b> Arguments and results are items, each a payload of its own. A container keeps an item as it came: the owner
 * needs neither the class nor the time to decode it. Numbers, texts and the like are compared by their bytes, so that a get
 * or put of theirs is done on the thread that brings it. Keys of other types are decoded for their {@code equals}, on a thread. An item with
 * handles in it is kept decoded: its façades hold what they stand for, so a container holds what is nested in it.
 *
 * <p><b>Handles in answers</b> count as under way until the caller says that they arrived ({@code Receipts}), or is gone.
 *
 * <p><b>Names.</b> Where a program shares an object of its own twice, it is one managed object: {@code ManagerCore} knows them by
 * identity while they live.
 *
 * <p><b>Networks.</b> {@code ConnectionLink} is a link over a {@code Connection}, which has proved the key. A process that has
 * such a link is the address of the objects behind it for all that get them from it: it opens a connection for each, and passes
 * frames on ({@code internal.object.Relay}), so that the key stays where the program gave it.
 */
@NullMarked
package io.troupe.internal.manager;

import org.jspecify.annotations.NullMarked;
