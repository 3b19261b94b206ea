/**
 * Pools of workers, as the program sees them: the façade, the executor, and pools that live in
 * other processes.
 *
 * <pre>
 *  caller's thread                            worker's own thread (link reader, or worker thread)
 *   DefaultPool                                     │ outcomes
 *      │ apply, map, imap                           ▼
 *      ▼             submit                     dispatch.Dispatch ── settles ──► result.PoolResult, …
 *   result.… ──── PoolTask ──────────────────►      │ assigns, refills
 *                                                   ▼
 *                                               dispatch.Lane ── pump ──► worker.… (a process, or a thread)
 *
 *   crew.PoolActor: starts, replaces, recycles, stops and kills workers; knows deadlines.
 * </pre>
 *
 * <p>The rooms, each of which knows those before it only:
 *
 * <ul>
 *   <li>{@code dispatch}: tasks, and which worker has which of them. It has the only lock; nothing
 *       is sent and nothing is called while that is held.
 *   <li>{@code worker}: a worker as a process or as a thread, behind one seam.
 *   <li>{@code crew}: the actor, and what it knows of its workers.
 *   <li>{@code result}: what a caller waits for.
 * </ul>
 *
 * <p>Tasks never pass through the actor, and the program's code never runs on the actor's thread or
 * on one that reads a link. Callbacks and dependents of results have one thread a pool.
 */
@NullMarked
package io.troupe.internal.pool;

import org.jspecify.annotations.NullMarked;
