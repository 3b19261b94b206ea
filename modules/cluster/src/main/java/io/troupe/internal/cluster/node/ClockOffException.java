package io.troupe.internal.cluster.node;

/** The clock of this node, or that of one that it would join, is wrong. */
final class ClockOffException extends NotToJoinException {
  private static final long serialVersionUID = 1L;

  ClockOffException(String message) {
    super(message);
  }
}
