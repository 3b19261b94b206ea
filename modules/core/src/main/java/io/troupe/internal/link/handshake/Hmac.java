package io.troupe.internal.link.handshake;

import io.troupe.internal.link.transport.FrameFormat;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * The HMAC-SHA-256 with which both sides of a link prove that they know the key. Written out on top of the JDK's
 * SHA-256, since loading {@code javax.crypto} would add about 30 ms to the start of every process.
 */
public final class Hmac {
  public static final int KEY = 32;
  static final int NONCE = 32;

  private static final int BLOCK = 64;
  private static final int INNER_PAD = 0x36;
  private static final int OUTER_PAD = 0x5c;

  private static final class Nonces {
    static final SecureRandom RANDOM = new SecureRandom();
  }

  private Hmac() {}

  /** Returns random bytes that were never used. */
  public static byte[] nonce() {
    byte[] nonce = new byte[NONCE];
    Nonces.RANDOM.nextBytes(nonce);
    return nonce;
  }

  /** What a process proves itself with. */
  static byte[] ofProcess(byte[] key, long process, byte[] hostNonce, byte[] processNonce) {
    return mac(key, message("process", process, hostNonce, processNonce));
  }

  /** What a host proves itself with. */
  static byte[] ofHost(byte[] key, long process, byte[] processNonce, byte[] hostNonce) {
    return mac(key, message("host", process, processNonce, hostNonce));
  }

  /** Compares in a time that says nothing about the contents. */
  public static boolean equal(byte[] expected, byte[] actual) {
    return MessageDigest.isEqual(expected, actual);
  }

  // ASCII role, 4-byte version, 8-byte process, two nonces; numbers big endian.
  private static byte[] message(String role, long process, byte[] theirNonce, byte[] ownNonce) {
    byte[] label = role.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(
            label.length + Integer.BYTES + Long.BYTES + theirNonce.length + ownNonce.length)
        .put(label)
        .putInt(FrameFormat.VERSION)
        .putLong(process)
        .put(theirNonce)
        .put(ownNonce)
        .array();
  }

  /** RFC 2104. */
  public static byte[] mac(byte[] key, byte[] message) {
    MessageDigest sha256 = sha256();
    byte[] fitting = key.length <= BLOCK ? key : sha256.digest(key);
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
