/**
 * Where the facts about processes come from.
 *
 * <pre>
 *   io.troupe.ps ── ProcessSource ─┬─ LinuxSource   /proc: two small files for a look at a process
 *                                  └─ OshiSource    elsewhere; knows less
 * </pre>
 *
 * <p>A source keeps nothing of processes. What the system refuses is empty, and so is all that is
 * asked of a process that has ended: who asks finds out by looking at it once more. Nothing here is
 * loaded before somebody asks, OSHI and JNA never on Linux.
 */
@NullMarked
package io.troupe.internal.ps;

import org.jspecify.annotations.NullMarked;
