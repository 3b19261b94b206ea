/**
 * Calls of managed objects of every kind.
 *
 * <pre>
 *   process that uses it                          owner
 *   ┌─────────────────────────────────┐           ┌─────────────────────────────────────────────────────────┐
 *   │ façade (MapProxy, …)            │           │                    state (MapState, …): MapCalls         │
 *   │   │ MapCalls: elements, code    │           │                      ▲                                   │
 *   │   ▼                             │  managed  │                      │ elements, functions               │
 *   │ Stub ── CallTable ── Call       │  frame    │ ManagedObject ── Execution ── Referent ── CallTable      │
 *   │   ▼                             │           │   (actor)        on the caller's thread, or, where code  │
 *   │ ManagedRef ── SentCall ─────────┼──────────►│                  of the program runs, on CodeThreads     │
 *   └─────────────────────────────────┘           └─────────────────────────────────────────────────────────┘
 * </pre>
 *
 * <p><b>Interfaces.</b> What can be asked of a kind of object is an interface, such as
 * {@code MapCalls}: the façade calls it, a stub encodes the call, the owner decodes it and calls
 * the same interface of the state. {@code CallTable} is made from the interface, once, and names
 * the calls on the way by their methods. An interface of the program's is called in the same way;
 * its calls have the types of their parameters in their names.
 *
 * <p><b>Values.</b> Arguments and results are {@code Element}s, each a payload of its own. A
 * container keeps one as it came: the owner needs neither the class nor the time to decode it.
 * Numbers, texts and the like are compared by their bytes ({@code Key}), so that a get or put of
 * theirs is done on the thread that brings it. Keys of other types are decoded for their
 * {@code equals}, on a thread. So is one with handles of other objects of the same runtime in it,
 * which the call, and then the container, holds by their numbers ({@code CallHolds},
 * {@code Holdings}): they are held exactly as long as they are in there, collector or not. A value
 * with other handles in it, as of a queue, is kept decoded: its façades hold what they stand for.
 *
 * <p><b>Functions.</b> One without state has a number between caller and object once a call has
 * brought it ({@code Definitions}); the owner calls the same one again. Others cross, and are made
 * anew, each time.
 *
 * <p><b>Waiting.</b> A function may call other managed objects. {@code Waits} finds calls that
 * would wait for themselves, directly or in a circle; they fail.
 *
 * <p><b>Handles in answers</b> count as under way until the caller says that they arrived, or is
 * gone.
 */
@NullMarked
package io.troupe.internal.manager.call;

import org.jspecify.annotations.NullMarked;
