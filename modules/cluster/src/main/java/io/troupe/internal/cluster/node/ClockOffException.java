package io.troupe.internal.cluster.node;

import java.io.IOException;

/** The clock of this node, or that of one that it would join, is wrong. */
final class ClockOffException extends IOException {
  private static final long serialVersionUID = 1L;

  ClockOffException(String message) {
    super(message);
  }
}
