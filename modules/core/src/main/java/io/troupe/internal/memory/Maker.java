package io.troupe.internal.memory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.List;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * This process as the maker of blocks: it knows their locks, and lets all who attach to them read a note, a few bytes in the
 * file by which it is known to live.
 */
public final class Maker {
  private Maker() {}

  /**
   * Sets the note; once, before others attach.
   *
   * @throws UncheckedIOException if the file cannot be written
   */
  public static void publish(byte[] note) {
    try {
      MemoryOwner.current().publish(note);
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  static byte[] noteOf(OwnerId owner) throws IOException {
    return Uninterrupted.call(
        () -> Files.readAllBytes(MemoryDirectory.open().resolve(owner.lockFile())));
  }

  /**
   * Returns the lock of an own block; null if the block was given back.
   *
   * @throws IllegalArgumentException if the text is no address
   */
  public static @Nullable ByteBuffer lockOf(String address) throws IOException {
    return MemoryOwner.current().heap().lock(BlockAddress.parse(address));
  }

  /** Returns the locks of own blocks whose first word is such a one. */
  public static List<ByteBuffer> locks(LongPredicate word) throws IOException {
    return MemoryOwner.current().heap().locks(word);
  }
}
