/**
 * Locks, semaphores, events, conditions and barriers between processes.
 *
 * <pre>
 *   process P                      shared memory             owner                       process Q
 *   ┌─────────────────────┐        ┌───────────────┐         ┌──────────────────┐        ┌───────────┐
 *   │ DefaultLock         │        │ LockCell      │         │ LockState        │        │ the same  │
 *   │   CellLockClient ───┼─ CAS ─►│ holder│flags  │◄─ CAS ──┤   LockLine       │        │           │
 *   │     │ only to wait, │        │ count         │         │     WaitingLine  │        │           │
 *   │     │ or for those  │        └───────▲───────┘         │                  │        │           │
 *   │     ▼ who do        │                └─── CAS ─────────┼──────────────────┼────────┤           │
 *   │   CellOwner ────────┼─ SyncAcquire, SyncWake ─────────►│   Tokens         │◄───────┤           │
 *   │                     │◄──────────────── SyncAcquired ───┤                  │        │           │
 *   └─────────────────────┘                                  └──────────────────┘        └───────────┘
 * </pre>
 *
 * <p>The two ends of an object are its client in the processes that use it and its state in the
 * owner's actor; what both change is its cell.
 *
 * <p><b>Two modes</b> ({@link io.troupe.internal.sync.Sharing}). Over a cell in shared memory, its
 * users change the cell themselves, and the actor has only those who wait. With the actor alone the
 * cell is the owner's private memory; users ask for everything, from any machine. The actor's code
 * is the same, and a process that cannot map the cell of the first mode does as in the second.
 * Conditions and barriers are always the actor's.
 *
 * <p><b>Holders</b> stand in the cell, so that it survives them: the word of a lock names a process
 * by the token that the actor gave it, and a thread. A semaphore has a balance for each process.
 *
 * <p><b>A lock's word</b> has four flags besides. WAITED_FOR: threads wait at the actor, so a
 * release tells it. NOTIFIED: a process has undertaken to tell, so that others need not. RESERVED:
 * only the actor may take the lock, for its first waiter. ABANDONED: the last holder died. Only the
 * actor sets and clears WAITED_FOR and RESERVED, which makes these the cases (a semaphore's are the
 * same, with a number for the holder):
 *
 * <ul>
 *   <li><i>Release while a thread joins the line.</i> The actor puts the waiter in its line, then
 *       looks at the word. Free: the waiter gets it. Held: it sets WAITED_FOR by a compare-and-set
 *       against the very word that it saw held, so a release either comes before, and the actor
 *       looks again, or after, and sees the flag.
 *   <li><i>Release with WAITED_FOR.</i> The releaser frees the word, sets NOTIFIED in the same
 *       instruction, then tells the actor. Meanwhile a thread that comes by may take the lock: what
 *       is held for nanoseconds would otherwise be idle for the microseconds of a message. When the
 *       actor looks and finds it held again, it clears NOTIFIED by compare-and-set against that
 *       holder's word, so that its release tells anew.
 *   <li><i>Starving.</i> A thread that has headed the line for a millisecond is not overtaken any
 *       more: the actor sets RESERVED with that compare-and-set. The next release leaves a word
 *       that is free but for the actor.
 *   <li><i>Several releases before the actor looks.</i> All but the first see NOTIFIED and say
 *       nothing; the word that the actor finds is the latest.
 *   <li><i>Killed between the release and telling.</i> NOTIFIED stands and no message comes; but
 *       the actor hears of the death, and looks after every death.
 *   <li><i>Killed while holding.</i> The actor hears of the death, finds the token in the word,
 *       frees it with ABANDONED. The kernel closes the link after the last instruction of the
 *       process, so the word is final.
 *   <li><i>Killed after it was given the lock, before it knew.</i> The same: the word names it.
 *   <li><i>A process that ends in order</i> closes its link while threads of it may still run. It
 *       first marks its peers as closed, and a thread that takes a lock looks at that mark
 *       afterwards and gives the lock back: either the lock was taken before the mark, and the
 *       actor sees it, or it is given back. Should the JVM halt between the two, the word has a
 *       token that no process has, which the actor treats as abandoned as soon as a thread waits.
 *   <li><i>Withdrawn as it is granted.</i> The actor decides: what was granted counts, and the
 *       waiter's thread has the lock although it had run out of time or was interrupted.
 *   <li><i>Withdrawn while the owner is stopped.</i> No decision comes, and the thread does not
 *       wait for one: it has given up. The actor gives a lock to the request (a <i>ticket</i> in
 *       place of a thread), and the thread makes it its own; where it has given up, the ticket is
 *       released as the answer arrives.
 *   <li><i>A stale SyncWake</i> finds no line, or one that must wait: nothing happens.
 * </ul>
 *
 * <p><b>Permits are exact under any death.</b> A process may be killed between the change of a
 * semaphore's word and that of its balance. So the word itself says what was done to it last and
 * for whom, and the next process to come settles that first
 * ({@link io.troupe.internal.sync.cell.SemaphoreCell}). A permit that one process acquired and
 * another released is held by neither ({@link io.troupe.internal.sync.cell.Balances}).
 *
 * <p><b>An event's word</b> counts how often it was set. A waiter names the count at which it saw
 * the event not set; the actor lets it go if the count is another by now, or else sets WAITED_FOR
 * against the very word. So a set that is followed at once by a clear wakes all who waited, and
 * none that came after.
 *
 * <p><b>A condition</b>: a thread that begins to wait has joined the line, and knows it, before it
 * releases the lock; one that signals has told the actor before it releases the lock
 * ({@link io.troupe.internal.object.Objects#fence}). So signals reach those who waited when they
 * were sent, and none else. All releases wait for that fence, and for what was sent to queues with
 * it. A thread that was signalled says so once it has the lock again; where its process dies
 * before, the signal goes to the next that waited when it was sent.
 *
 * <p><b>Values and arrays</b> have the room for their lock beside them. All of one process's are
 * served by one actor, {@link io.troupe.internal.sync.BlockLocksState}, which begins when a thread
 * first waits and knows only those that are waited for. Other processes find it by a note in the
 * file that marks the maker of the memory as living. When a process dies, the actor looks through
 * all blocks of this process for its token. Processes of other machines ask it for everything, as they do
 * the actor of a lock; it is also what lends them the memory ({@link io.troupe.internal.lending}).
 */
@NullMarked
package io.troupe.internal.sync;

import org.jspecify.annotations.NullMarked;
