package io.troupe.internal.process;

import io.troupe.internal.link.handshake.Hmac;

/** The key of a program: made by its main process, given to all others. */
final class AuthKey {

  private AuthKey() {}

  /** Returns the key that this JVM starts with: its parent's, or a new one. */
  static byte[] initial() {
    byte[] inherited = Self.identity().getAuthKey().toByteArray();
    return inherited.length > 0 ? inherited : Hmac.newKey();
  }
}
