/**
 * Memory that processes share: files in the machine's memory file system, mapped into each of them.
 *
 * <pre>
 *   /dev/shm/troupe-alice/            one directory a user: see io.troupe.internal.directory
 *     seg-image                       a segment: a header page, then the user's bytes
 *     4711-9f3c…/                     the entry of process 4711, which goes when it ends
 *       new-51aa…                     a segment that will have a name and is being filled with zeros
 *       seg-e01b…                     a segment of the heap:  | block | block | … |
 *                                     a block:                | state 8 | lock 24 | payload … |
 * </pre>
 *
 * <p><b>No bus error.</b> A segment is written full of zeros under a temporary name before it is
 * mapped, and gets its name by a hard link. A full file system is therefore an
 * {@link java.io.IOException} where the memory is made, a name is taken by one process only, and a
 * segment that is not whole is seen by none.
 *
 * <p><b>Who deletes.</b> The process that created a segment, its owner: at {@code unlink}, or when
 * it ends. The header names the owner's entry. The entry of a dead process goes with all that lies
 * in it; {@link SegmentSweep} deletes the segments with names whose owner has no entry any more.
 *
 * <p><b>Nothing is unmapped.</b> JDK 17 cannot take a mapping away from a thread that may be
 * reading it. Closing an object only makes it refuse; its pages go when the garbage collector finds
 * the mapping, or with the process.
 *
 * <p><b>The heap.</b> {@code Value} and {@code Array} objects are blocks of a few shared segments,
 * so that a million values are not a million files. A block is counted in its first word, where
 * every process sees it: it lives while its creator's handle does, and while any handle in a
 * process that lives does. See {@link Block}.
 *
 * <p><b>Other machines.</b> {@link Items} and {@link SlotList} are how the public types use their
 * memory. Here it is mapped; what lies on another machine is asked for, by subclasses above.
 *
 * <p>A segment lies in the first place with room: {@code /dev/shm}, {@code java.io.tmpdir},
 * {@code /tmp} and a few others. The system property {@code troupe.memory.directory} names the only
 * one, which must be the same in all processes that share.
 */
@NullMarked
package io.troupe.internal.memory;

import org.jspecify.annotations.NullMarked;
