package io.troupe.internal.connection;

import com.google.protobuf.ByteString;
import io.troupe.AuthenticationException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Shows that one side knows a key without saying it: HMAC-SHA-256 over a role, what is claimed, and both nonces. */
final class Proofs {
  static final int KEY_BYTES = 32;

  private static final int NONCE_BYTES = 32;
  private static final String ALGORITHM = "HmacSHA256";
  private static final SecureRandom random = new SecureRandom();

  private Proofs() {}

  static ByteString newKey() {
    return randomBytes(KEY_BYTES);
  }

  static ByteString newNonce() {
    return randomBytes(NONCE_BYTES);
  }

  private static ByteString randomBytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return ByteString.copyFrom(bytes);
  }

  /** Returns the proof of {@code role}: each part goes in behind its length, so that no two claims have the same bytes. */
  static ByteString prove(ByteString key, String role, ByteString... parts) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(padded(key), ALGORITHM));
      update(mac, ByteString.copyFrom(role, StandardCharsets.UTF_8));
      for (ByteString part : parts) {
        update(mac, part);
      }
      return ByteString.copyFrom(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new AuthenticationException("this JVM has no " + ALGORITHM, e);
    }
  }

  // The JDK refuses an empty key; HMAC itself pads a short key with zeros, so this changes no
  // proof.
  private static byte[] padded(ByteString key) {
    return key.isEmpty() ? new byte[1] : key.toByteArray();
  }

  private static void update(Mac mac, ByteString part) {
    mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.size()).flip());
    mac.update(part.asReadOnlyByteBuffer());
  }

  /** Compares in a time that tells nothing about the bytes. */
  static boolean isSame(ByteString one, ByteString other) {
    return MessageDigest.isEqual(one.toByteArray(), other.toByteArray());
  }

  /** Returns a number as a part of a claim. */
  static ByteString part(long number) {
    return ByteString.copyFrom(ByteBuffer.allocate(Long.BYTES).putLong(number).flip());
  }
}
