package io.troupe.internal.memory;

import io.troupe.internal.directory.RuntimeId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;

/**
 * The first page of a segment's file; the user's bytes begin after it.
 *
 * @param size of the user's part, in bytes
 * @param id random: a name may be used again, this is not
 * @param owner the process that created the segment
 */
record SegmentHeader(long size, long id, RuntimeId owner) {
  /** Bytes before the user's part, so that it begins on a page. */
  static final int BYTES = 4096;

  private static final long MAGIC = 0x5452_4F55_5045_0002L; // "TROUPE", version 2
  private static final int FIELDS_BYTES = 5 * Long.BYTES;

  ByteBuffer encode() {
    return ByteBuffer.allocate(FIELDS_BYTES)
        .putLong(MAGIC)
        .putLong(size)
        .putLong(id)
        .putLong(owner.pid())
        .putLong(owner.nonce())
        .flip();
  }

  /** Reads the header of a file; empty if the file is no segment, or is shorter than it says. */
  static Optional<SegmentHeader> read(FileChannel file) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(FIELDS_BYTES);
    file.read(bytes, 0);
    bytes.flip();
    if (bytes.remaining() < FIELDS_BYTES || bytes.getLong() != MAGIC) {
      return Optional.empty();
    }
    SegmentHeader header = new SegmentHeader(
        bytes.getLong(), bytes.getLong(), new RuntimeId(bytes.getLong(), bytes.getLong()));
    return file.size() >= BYTES + header.size ? Optional.of(header) : Optional.empty();
  }
}
