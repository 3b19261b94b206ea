/**
 * Memory that is lent to processes of other machines, which cannot map it: the process that made it
 * does there what they ask for.
 *
 * <pre>
 *   this machine                                                       another machine
 *   ┌───────────────────────────┐   ┌─────────────────────────────┐    ┌─────────────────────────┐
 *   │ IntValue                  │   │ owner: Loans ─ LentItems    │    │ IntValue                │
 *   │   Block (Items) ── CAS ──►│◄──│                  Block      │◄───┤   RemoteItems (Items)   │
 *   └───────────────────────────┘   └─────────────────────────────┘    └─────────────────────────┘
 * </pre>
 *
 * <p><b>One memory.</b> The owner acts on the very cell that the processes of its machine change
 * themselves, by the same instructions: so an operation from elsewhere is atomic against theirs,
 * and has happened between its call and its return. It is carried out on the reader of the link,
 * without a turn in an actor.
 *
 * <p><b>Handles.</b> What crosses is the name of the memory, and a handle of the owner's
 * {@link io.troupe.internal.lending.Loans}. Where the memory cannot be mapped, that is opened. The
 * owner has then a handle of its own for each that is in use elsewhere, and gives it back when told
 * to, or when the process that used it has ended.
 *
 * <p>No class whose name begins with {@code Remote} is loaded where all memory is of one machine,
 * so that there is one kind of {@link io.troupe.internal.memory.Items} there, and calls of it are
 * not looked up.
 */
@NullMarked
package io.troupe.internal.lending;

import org.jspecify.annotations.NullMarked;
