package io.troupe.internal.link.handshake;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * HMAC-SHA-256, with which two sides prove to each other that they know a key. Written out on top
 * of the JDK's SHA-256, since loading {@code javax.crypto} would add about 30 ms to the start of
 * every process.
 */
public final class Hmac {
  /** Bytes of a key that is made, rather than given by a user. */
  public static final int KEY = 32;

  public static final int NONCE = 32;

  private static final String SOURCE = "/dev/urandom";
  private static final int BLOCK = 64;
  private static final int INNER_PAD = 0x36;
  private static final int OUTER_PAD = 0x5c;

  private Hmac() {}

  public static byte[] newKey() {
    return random(KEY);
  }

  public static byte[] newNonce() {
    return random(NONCE);
  }

  /**
   * Returns bytes that cannot be guessed: from where {@link SecureRandom} has them, which takes
   * longer to load.
   */
  public static byte[] random(int count) {
    try (InputStream source = new FileInputStream(SOURCE)) {
      byte[] bytes = source.readNBytes(count);
      return bytes.length == count ? bytes : secureRandom(count);
    } catch (IOException e) { // another system
      return secureRandom(count);
    }
  }

  private static byte[] secureRandom(int count) {
    byte[] bytes = new byte[count];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }

  /** Returns a random number that is positive. */
  static long newNumber() {
    long number = 0;
    while (number == 0) {
      number = ByteBuffer.wrap(random(Long.BYTES)).getLong() & Long.MAX_VALUE;
    }
    return number;
  }

  /**
   * Returns the proof of a claim. Each part goes in behind its length, so that no two claims have
   * the same bytes.
   *
   * @param key of any length
   * @param role of the side that proves, so that one side's proof is not the other's
   */
  public static byte[] prove(byte[] key, String role, byte[]... parts) {
    byte[] label = role.getBytes(StandardCharsets.UTF_8);
    int size = Integer.BYTES + label.length;
    for (byte[] part : parts) {
      size += Integer.BYTES + part.length;
    }
    ByteBuffer message = ByteBuffer.allocate(size).putInt(label.length).put(label);
    for (byte[] part : parts) {
      message.putInt(part.length).put(part);
    }
    return mac(key, message.array());
  }

  /** Returns a number as a part of a claim. */
  public static byte[] part(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }

  /** Compares in a time that tells nothing about the contents. */
  public static boolean isEqual(byte[] expected, byte[] actual) {
    return MessageDigest.isEqual(expected, actual);
  }

  /** Computes what RFC 2104 describes. */
  public static byte[] mac(byte[] key, byte[] message) {
    MessageDigest sha256 = sha256();
    byte[] fitting = key.length > BLOCK ? sha256.digest(key) : key;
    sha256.update(padded(fitting, INNER_PAD));
    byte[] inner = sha256.digest(message);
    sha256.update(padded(fitting, OUTER_PAD));
    return sha256.digest(inner);
  }

  private static byte[] padded(byte[] key, int pad) {
    byte[] block = Arrays.copyOf(key, BLOCK);
    for (int i = 0; i < BLOCK; i++) {
      block[i] ^= (byte) pad;
    }
    return block;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This JDK has no SHA-256, which every JDK must have", e);
    }
  }
}
