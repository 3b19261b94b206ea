package io.troupe.internal.link.handshake;

/**
 * What a runtime that connects to another shows there. The key stays in here: this is no record,
 * whose text would show it.
 */
public final class Credentials {
  private final RuntimeId self;
  private final long invitation;
  private final byte[] key;
  private final long wanted;

  private Credentials(RuntimeId self, long invitation, byte[] key, long wanted) {
    this.self = self;
    this.invitation = invitation;
    this.key = key.clone();
    this.wanted = wanted;
  }

  /** Returns those of a process that was given an invitation of its own. */
  public static Credentials invited(RuntimeId self, long invitation, byte[] key) {
    return new Credentials(self, invitation, key, 0);
  }

  /** Returns those of a runtime that knows the key for all. */
  public static Credentials guest(RuntimeId self, byte[] key) {
    return new Credentials(self, 0, key, 0);
  }

  /**
   * Returns those of a runtime that asks the one that listens to pass on what it says to another.
   */
  public Credentials toReach(long runtime) {
    return new Credentials(self, invitation, key, runtime);
  }

  RuntimeId self() {
    return self;
  }

  long invitation() {
    return invitation;
  }

  byte[] key() {
    return key;
  }

  long wanted() {
    return wanted;
  }
}
