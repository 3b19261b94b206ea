/**
 * The processes of this machine: Python's {@code psutil}.
 *
 * <p>{@link io.troupe.ps.Ps} finds processes: one, all, as a tree, as a stream of changes. An
 * {@link io.troupe.ps.OsProcess} is one of them, known by its number and its start time, and asks
 * the system anew with each call. A {@link io.troupe.ps.ProcessInfo} is what one look at a process
 * tells: all that is cheap, from one moment.
 *
 * <pre>{@code
 * for (ProcessInfo each : Ps.snapshot()) {
 *   System.out.printf("%7d %-10s %s%n", each.pid(), each.status(), each.name());
 * }
 * OsProcess process = Ps.of(4711);                     // NoSuchProcessException if there is none
 * System.out.println(process.cmdline() + " " + process.openFiles());
 * process.terminate();                                 // never another process of the same number
 * process.waitFor(Duration.ofSeconds(3));
 * }</pre>
 *
 * <p>Of Troupe's own processes it tells more: {@link io.troupe.ps.OsProcess#troupe()}.
 *
 * <p>Facts that the system refuses to tell, or does not know, are empty: an empty
 * {@link java.util.Optional}, list or map. A process that has ended is a
 * {@link io.troupe.ps.NoSuchProcessException}, and left out of listings. On Linux everything is
 * read from {@code /proc}; elsewhere it comes from OSHI, which knows less, for instance no
 * terminals.
 */
@NullMarked
package io.troupe.ps;

import org.jspecify.annotations.NullMarked;
