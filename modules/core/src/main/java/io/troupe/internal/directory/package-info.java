/**
 * Files of living processes: where they lie, and how those of the dead are told from them.
 *
 * <pre>
 *   /dev/shm/troupe-alice/          Place: one directory of a user, mode 0700
 *     sweep                         locked by the process that removes the files of the dead
 *     4711-9f3c…/                   RuntimeDirectory: one entry of a runtime
 *       lock                        locked by process 4711 for as long as it lives
 *       board link last-3 …         its files and sockets
 * </pre>
 *
 * <p><b>Who is dead.</b> An entry whose lock can be had. The kernel drops a lock however its holder
 * dies, and knows nothing of reused pids, pid namespaces or clocks; a process of another container
 * that shares the file system is as visible as one of our own. Nothing else is ever taken for a
 * sign of death.
 *
 * <p><b>Whose files.</b> The places are open to every user of the machine. A directory counts only
 * if it is no link, belongs to this user and is closed to all others, in a parent where others
 * cannot rename it. Below it, everything is found and deleted relative to the open directory, links
 * are not followed, and only regular files are opened: a FIFO would hold its opener up for ever.
 *
 * <p><b>Search.</b> {@link io.troupe.internal.directory.Places} tries one place after the other, in
 * the middle of a run, too: a place may be missing, read-only, squatted or full. The failure that
 * names all of them is thrown only after the last. Space is allocated by writing zeros, because
 * touching a page of a sparse file for which there is no room kills the JVM.
 */
@NullMarked
package io.troupe.internal.directory;

import org.jspecify.annotations.NullMarked;
