/**
 * Queues: items that live in one process and are put and taken from many.
 *
 * <pre>
 *   a process that uses the queue                           its owner
 *   ┌───────────────────────────────────┐                   ┌────────────────────────────────────────┐
 *   │ DefaultQueue, …   one a handle    │                   │ QueueActor                             │
 *   │   │ QueueEnd: encodes, waits      │                   │   └─ QueueState: which threads wait    │
 *   │   ▼                               │                   │        ├─ Stock      items, in order   │
 *   │ QueueClient       one a queue     │  PutItems         │        ├─ Admission  puts, PutWindows  │
 *   │   ├─ Outlet ──────────────────────┼──────────────────►│        ├─ Hands      who holds what    │
 *   │   └─ Intake ──────────────────────┼──────────────────►│        ├─ Recalls    what comes back   │
 *   │        ▲ AheadBatch, one a get    │  GetItems         │        ├─ Draining   how many at once  │
 *   │        └──────────────────────────┼───────────────────┤        └─ Unfinished until join        │
 *   │ Tallies ══ shared memory ═════════╪═══════════════════╪══► Tally   MemoryBudget, one a process │
 *   └───────────────────────────────────┘  HandedItems      └────────────────────────────────────────┘
 * </pre>
 *
 * <p><b>Puts.</b> A put to an unbounded queue is not answered: each producer has a window of bytes
 * that the owner widens while its budget has room. A producer out of window asks, and waits its
 * turn. Every put to a bounded queue asks. A put that is not answered could be overtaken by what
 * its process does next with another owner; it fences before that.
 *
 * <p><b>Gets.</b> The answer to a get is a <em>batch</em>: one item, or several to a process that
 * drains the queue while no other wants any. The owner keeps a batch in its books ({@code Hands})
 * until it knows that all of it was taken. A process counts what it takes in shared memory
 * ({@code Tallies}), which is there when it is killed; where there is none, by messages. So what
 * goes back to the head when a process dies is exactly what it had not taken.
 *
 * <p><b>Recalls.</b> Another process gets, looks or counts: what travels ahead is taken back first,
 * so that no consumer sees newer items before older ones, nor an empty queue that is not. Where the
 * holder counts in shared memory, the owner takes back what is not counted there by a
 * compare-and-set, which also works while the holder is stopped. Else it asks and waits for the
 * answer, for a second at most; if the holder dies, its items come back by themselves.
 *
 * <p><b>Limits</b> of time and interrupts hold though the owner is stopped: a thread gives up, and
 * what its request achieves all the same is undone as the answer comes. Items go back, and an item
 * that was put is taken out again if it is still there.
 *
 * <p><b>The end.</b> {@code shutdown} ends the windows and waits until the last put under way has
 * come in. A queue that no process holds any more ends with its items.
 */
@NullMarked
package io.troupe.internal.queue;

import org.jspecify.annotations.NullMarked;
