package io.troupe.internal.cluster.consensus;

/** Thrown when no leader has answered that has a majority behind it. */
public final class NoMajorityException extends Exception {
  private static final long serialVersionUID = 1L;

  NoMajorityException(String message) {
    super(message);
  }
}
