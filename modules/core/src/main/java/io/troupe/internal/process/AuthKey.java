package io.troupe.internal.process;

import java.security.SecureRandom;

/** The key of a program: made by its main process, given to all others. */
final class AuthKey {
  private static final int BYTES = 32;

  private AuthKey() {}

  /** Returns the key that this JVM starts with: its parent's, or a new one. */
  static byte[] initial() {
    byte[] inherited = Self.identity().getAuthKey().toByteArray();
    return inherited.length > 0 ? inherited : random();
  }

  private static byte[] random() {
    byte[] key = new byte[BYTES];
    new SecureRandom().nextBytes(key);
    return key;
  }
}
