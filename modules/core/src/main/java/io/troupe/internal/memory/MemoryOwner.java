package io.troupe.internal.memory;

import io.troupe.internal.directory.Places;
import io.troupe.internal.directory.RuntimeDirectory;
import io.troupe.internal.directory.RuntimeId;
import io.troupe.internal.directory.Uninterrupted;
import io.troupe.internal.log.Log;
import io.troupe.internal.wait.ExitHook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * This process as an owner of segments: what it has created, which goes when it goes. Claimed when
 * the first segment is created, given up by {@link #release()} or when the JVM shuts down; a later
 * segment claims anew. Thread-safe.
 */
public final class MemoryOwner {
  private static final Log log = Log.of(MemoryOwner.class);
  private static final String NOTE = "note";

  private static final Set<RuntimeId> EVER = ConcurrentHashMap.newKeySet();

  private static @Nullable MemoryOwner current;
  private static boolean hooked;

  private final RuntimeDirectory directory;
  private final Map<Long, Path> created = new ConcurrentHashMap<>(); // by the segment's id
  private final Heap heap = new Heap(this);
  private byte @Nullable [] note; // guarded by this

  private MemoryOwner(RuntimeDirectory directory) {
    this.directory = directory;
  }

  /** Returns this process as an owner, after sweeping up what dead owners left. */
  static synchronized MemoryOwner current() throws IOException {
    if (current == null) {
      current = new MemoryOwner(RuntimeDirectory.create(Places.forMemory()));
      hookOnce();
      SegmentSweep.run();
    }
    return current;
  }

  private static void hookOnce() {
    if (hooked) {
      return;
    }
    try {
      ExitHook.add("troupe-memory-release", MemoryOwner::release);
      hooked = true;
    } catch (IllegalStateException shuttingDown) {
      log.debug("Memory made while the JVM shuts down is left to the next sweep", shuttingDown);
    }
  }

  /** Returns whether this process has been that owner. */
  static boolean isOwn(RuntimeId id) {
    return EVER.contains(id);
  }

  /** Returns the number that stands for this process as long as it is the owner that it is now. */
  static long number() throws IOException {
    return current().directory.id().nonce();
  }

  /** Returns whether the process that {@link #number} stands for lives. */
  static boolean lives(long number) {
    return RuntimeDirectory.lives(number, Places.forMemory());
  }

  /**
   * Deletes the name of a segment; returns false if that happened before, or another process
   * created it.
   */
  static synchronized boolean unlink(SegmentHeader segment) throws IOException {
    return current != null && isOwn(segment.owner()) && current.delete(segment.id());
  }

  /** Deletes all segments that this process created. They stay usable where they are mapped. */
  public static synchronized void release() {
    if (current != null) {
      current.close();
      current = null;
    }
  }

  private void close() {
    for (Long segment : created.keySet()) {
      try {
        delete(segment);
      } catch (IOException kept) {
        log.warn("Shared memory stays until the next process sweeps it up", kept);
      }
    }
    directory.close();
  }

  /**
   * Lets all who attach to a block of this process read a note; once, before others attach.
   *
   * @throws UncheckedIOException if it cannot be written
   */
  public static void publish(byte[] note) {
    try {
      current().setNote(note);
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  private synchronized void setNote(byte[] bytes) throws IOException {
    note = bytes;
    for (Path entry : directory.paths()) {
      Files.write(entry.resolve(NOTE), bytes);
    }
  }

  static byte[] noteOf(RuntimeId owner) throws IOException {
    Path entry = RuntimeDirectory.find(owner, Places.forMemory());
    if (entry == null) {
      throw new NoSuchFileException(owner.toString(), null, "its process has ended");
    }
    return Uninterrupted.call(() -> Files.readAllBytes(entry.resolve(NOTE)));
  }

  /**
   * Returns the lock of an own block; null if the block was given back.
   *
   * @throws IllegalArgumentException if the text is no address
   */
  public static @Nullable ByteBuffer lockOf(String address) throws IOException {
    return current().heap.lock(BlockAddress.parse(address));
  }

  /** Returns the locks of own blocks whose first word is such a one. */
  public static List<ByteBuffer> locks(LongPredicate word) throws IOException {
    return current().heap.locks(word);
  }

  Heap heap() {
    return heap;
  }

  /** Creates a segment under a name that no other has. */
  Segment createAnonymous(long size) throws IOException {
    return add(Uninterrupted.call(() -> SegmentFile.create(directory, size)));
  }

  /**
   * Creates a segment. A name that a dead process left behind is free.
   *
   * @throws FileAlreadyExistsException if the name is taken
   */
  Segment createNamed(String name, long size) throws IOException {
    try {
      return add(Uninterrupted.call(() -> SegmentFile.create(directory, name, size)));
    } catch (FileAlreadyExistsException exists) {
      if (SegmentSweep.run() == 0) {
        throw exists;
      }
      return add(Uninterrupted.call(() -> SegmentFile.create(directory, name, size)));
    }
  }

  private synchronized Segment add(SegmentFile made) throws IOException {
    Segment segment = made.segment();
    created.put(segment.header().id(), made.path());
    if (EVER.add(segment.header().owner()) && note != null) {
      setNote(note);
    }
    return segment;
  }

  /**
   * Deletes the name of a segment that this owner created; returns false if that happened before.
   */
  boolean delete(long segment) throws IOException {
    Path file = created.remove(segment);
    return file != null && Files.deleteIfExists(file);
  }
}
