package io.troupe.internal.cluster.node;

import java.io.IOException;

/** This node does not fit to one that it would join, and will not until an operator changes it. */
class NotToJoinException extends IOException {
  private static final long serialVersionUID = 1L;

  NotToJoinException(String message) {
    super(message);
  }
}
