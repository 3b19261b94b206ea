package io.troupe.internal.cluster.program;

import java.io.IOException;

/** Thrown where a node cannot run the program's code, or cannot have it. */
final class CodeRefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  CodeRefusedException(String message) {
    super(message);
  }
}
