/**
 * Managers: objects that processes share. See {@code internal.object} for what an object is, {@code
 * internal.manager.call} for how one is called.
 *
 * <pre>
 *   process that uses it                   owner: this JVM, a process of its own, or one at an address
 *   ┌──────────────────────────┐           ┌───────────────────────────────────────────────────────────┐
 *   │ DefaultManager           │ Manager-  │ ManagedObject ── ManagerCore ── BuiltInTypes, SharedTypes │
 *   │   (create, register) ────┼─ Calls ──►│                      │ makes                              │
 *   │                          │           │                      ▼                                    │
 *   │ MapProxy ────────────────┼─ MapCalls►│ ManagedObject ── MapState       (manager.collection)      │
 *   │ TypeProxy ───────────────┼─ …       ►│ ManagedObject ── the program's object  (manager.type)     │
 *   │ a pool's façade ─────────┼─ …       ►│ the host of the pool               (internal.pool)        │
 *   │ ActorRef ────────────────┼─ …       ►│ the program's actor, of the manager's ActorGroup          │
 *   └──────────────────────────┘           └───────────────────────────────────────────────────────────┘
 * </pre>
 *
 * <p><b>Names.</b> Where a program shares an object of its own twice, it is one managed object:
 * {@code ManagerCore} knows them by identity while they live.
 *
 * <p><b>Networks.</b> {@code ConnectionLink} is a link over a {@code Connection}, which has proved
 * the key. A process that has such a link is the address of the objects behind it for all that get
 * them from it: it opens a connection for each, and passes frames on ({@code
 * internal.object.Relay}), so that the key stays where the program gave it.
 */
@NullMarked
package io.troupe.internal.manager;

import org.jspecify.annotations.NullMarked;
