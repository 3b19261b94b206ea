/**
 * Memory that processes share: files in the machine's memory file system, mapped into each of them.
 *
 * <pre>
 *   /dev/shm/troupe-alice/            one directory a user, mode 0700
 *     owner-4711-9f3c…                locked by process 4711 for as long as it lives
 *     new-4711-9f3c…-51aa…            a segment that is being filled with zeros
 *     sweep                           locked by whoever removes the files of the dead
 *     seg-image                       a segment: a header page, then the user's bytes
 *     seg-troupe-4711-e01b…           a segment of the heap:  | block | block | … |
 *                                     a block:                | state 8 | lock 24 | payload … |
 * </pre>
 *
 * <p><b>No bus error.</b> A segment is written full of zeros under a temporary name before anybody maps it, and gets its
 * name by a hard link. A full file system is therefore an {@link java.io.IOException} where the memory is made, a name is
 * taken by one process only, and nobody sees a segment that is not whole.
 *
 * <p><b>Who deletes.</b> The process that created a segment, its owner: at {@code unlink}, or when it ends. The header
 * names the owner by its pid and a random number; the file {@code owner-…} of that name is locked while the owner lives.
 * The kernel drops the lock however the owner dies, and knows nothing of reused pids, clocks or pid namespaces, so that
 * {@link Sweep} can tell the leftovers of the dead from what the living use. Files of other users lie in directories that
 * are never opened.
 *
 * <p><b>Nothing is unmapped.</b> JDK 17 cannot take a mapping away from a thread that may be reading it. Closing an object
 * only makes it refuse; its pages go when the garbage collector finds the mapping, or with the process.
 *
 * <p><b>The heap.</b> {@code Value} and {@code Array} objects are blocks of a few shared segments, so that a million
 * values are not a million files. A block is counted in its first word, where every process sees it: it lives while its
 * creator's handle does, and while any handle in a process that lives does. See {@link Block}.
 *
 * <p>The directory is {@code /dev/shm} where that is a writable tmpfs, else {@code java.io.tmpdir}; the system property
 * {@code troupe.memory.directory} names another one, which must be the same in all processes that share.
 */
@NullMarked
package io.troupe.internal.memory;

import org.jspecify.annotations.NullMarked;
