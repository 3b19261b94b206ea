package io.troupe.internal.cluster.call;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/**
 * What a program alone knows, and its number comes from: so no other can use a node under that
 * number, by which the program is reached, although the number itself is known to many.
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, and never compared
public record ProgramSecret(byte[] bytes) {
  private static final int BYTES = 32;

  public ProgramSecret {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("no secret of a program: " + bytes.length + " bytes");
    }
  }

  /** Returns one that cannot be guessed. */
  public static ProgramSecret random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return new ProgramSecret(bytes);
  }

  /** Returns the number of the program, more than zero. */
  public long number() {
    try {
      long first =
          ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes)).getLong();
      return Math.max(1, first & Long.MAX_VALUE);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "the secret of program " + number();
  }
}
