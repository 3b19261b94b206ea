package io.troupe.internal.cluster.consensus;

/**
 * Thrown when nothing that may speak for all has answered: no leader with a majority behind it, or
 * not the database.
 */
public final class NoAgreementException extends Exception {
  private static final long serialVersionUID = 1L;

  /** @param message why, so that it can follow "for" */
  public NoAgreementException(String message) {
    super(message);
  }
}
