package io.troupe.internal.memory;

import io.troupe.internal.directory.Uninterrupted;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** A handle to a segment that users name: made here, or attached to. Thread-safe. */
public final class NamedMemory {
  private final String name;
  private final SegmentHeader header;
  private final Maker maker;
  private volatile @Nullable Segment segment; // null once closed

  private NamedMemory(Segment segment) {
    this.name = segment.name();
    this.header = segment.header();
    this.maker = segment.maker();
    this.segment = segment;
  }

  /**
   * Creates a segment full of zeros.
   *
   * @param name null for a new one
   * @throws IllegalArgumentException if the size is not positive, or the name not possible
   * @throws FileAlreadyExistsException if the name is taken
   * @throws IOException if there is no room
   */
  public static NamedMemory create(@Nullable String name, long size) throws IOException {
    if (size <= 0) {
      throw new IllegalArgumentException(
          "The size of shared memory must be > 0 bytes, was " + size);
    }
    MemoryOwner owner = MemoryOwner.current();
    return new NamedMemory(
        name == null ? owner.createAnonymous(size) : owner.createNamed(name, size));
  }

  /**
   * Attaches to a segment.
   *
   * @throws IllegalArgumentException if the name is not possible
   * @throws NoSuchFileException if there is none of that name
   */
  public static NamedMemory attach(String name) throws IOException {
    return new NamedMemory(Uninterrupted.call(() -> SegmentFile.open(name)));
  }

  public String name() {
    return name;
  }

  /** Returns the process that made it. */
  Maker maker() {
    return maker;
  }

  /** Returns the size in bytes; also after {@link #close}. */
  public long size() {
    return header.size();
  }

  /**
   * Returns a part of the memory.
   *
   * @throws IllegalStateException after {@link #close}
   * @see Segment#slice
   */
  public ByteBuffer slice(long offset, int length) {
    return open().slice(offset, length);
  }

  /**
   * Returns all of the memory.
   *
   * @throws IllegalArgumentException if it is larger than 2 GiB - 1
   */
  public ByteBuffer all() {
    return slice(0, (int) Math.min(size(), Integer.MAX_VALUE));
  }

  /**
   * Refuses after {@link #close}.
   *
   * @throws IllegalStateException after {@link #close}
   */
  public void checkOpen() {
    open();
  }

  private Segment open() {
    Segment open = segment;
    if (open == null) {
      throw new IllegalStateException("This handle to shared memory is closed: " + name);
    }
    return open;
  }

  public void close() {
    segment = null;
  }

  /**
   * Deletes the name; those that are attached keep the memory.
   *
   * @throws IllegalStateException if another process created the segment
   * @throws NoSuchFileException if it was deleted before
   */
  public void unlink() throws IOException {
    if (!maker.isThisProcess()) {
      throw new IllegalStateException(
          "Process %d created shared memory \"%s\" and alone may unlink it; here, close it"
              .formatted(header.owner().pid(), name));
    }
    if (!MemoryOwner.unlink(header)) {
      throw SegmentFile.noSuchName(name, null);
    }
  }
}
