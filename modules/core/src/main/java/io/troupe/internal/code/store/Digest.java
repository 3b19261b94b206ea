package io.troupe.internal.code.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, in hexadecimal digits. */
final class Digest {
  private static final int PART = 1 << 16;

  private Digest() {}

  static MessageDigest begin() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  static String end(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  static String of(byte[] bytes) {
    return HexFormat.of().formatHex(begin().digest(bytes));
  }

  static String of(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      return of(channel);
    }
  }

  /** Returns that of a whole file, without opening it again, which would give up its lock. */
  static String of(FileChannel file) throws IOException {
    MessageDigest digest = begin();
    ByteBuffer part = ByteBuffer.allocate(PART);
    for (long at = 0; file.read(part, at) >= 0; ) {
      at += part.position();
      digest.update(part.flip());
      part.clear();
    }
    return end(digest);
  }
}
