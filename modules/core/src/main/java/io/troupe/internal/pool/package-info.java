/**
 * Pools of workers.
 *
 * <pre>
 *  caller's thread                         worker's own thread (link reader, or worker thread)
 *   DefaultPool                                              │ outcomes
 *      │ Call, map, imap                                     ▼
 *      ▼                submit                           Dispatch ── settles ──► PoolResult, ResultWindow
 *   PoolTask, Job ─────────────────► Dispatch               │ refills
 *                                        │ assigns          ▼
 *                                        ▼                Lane ── pump ──► PoolWorker (a process, or a thread)
 *                                      Lane ── pump ──► PoolWorker
 *
 *   PoolActor: starts, replaces, recycles, stops and kills workers; knows deadlines; is told by ActorSignals.
 *   Callbacks and dependents of results: one SerialThread a pool.
 * </pre>
 *
 * <p>Tasks never pass through the actor, and the program's code never runs on the actor's thread or on one that reads a
 * link. {@code Dispatch} has the only lock; nothing is sent and nobody is called while it is held. {@code Crew} and {@code
 * Member} are the actor's bookkeeping; {@code Workers}, {@code PoolWorker}, {@code WorkerEvents} and {@code Values} are the
 * seam behind which workers are processes or threads.
 */
@NullMarked
package io.troupe.internal.pool;

import org.jspecify.annotations.NullMarked;
