/**
 * Where the facts about processes come from.
 *
 * <pre>
 *   io.troupe.ps ── ProcessSource ─┬─ LinuxSource   /proc: two small files for a look at a process
 *                                  └─ OshiSource    elsewhere; knows less
 * </pre>
 *
 * <p>A source keeps nothing of processes. Facts that the system refuses are empty, and so are those
 * of a process that has ended, which a second look tells. Nothing here is loaded before the first
 * question, OSHI and JNA never on Linux.
 */
@NullMarked
package io.troupe.internal.ps;

import org.jspecify.annotations.NullMarked;
