package io.troupe.internal.cluster.postgres;

import com.google.protobuf.ByteString;
import java.util.concurrent.CompletableFuture;

/**
 * What a caller asks, until it is answered or given up.
 *
 * @param content a command or a question; empty to ask only that this node has what others had
 */
record Request(Kind kind, ByteString content, CompletableFuture<ByteString> answer) {
  /** What becomes of it. */
  enum Kind {
    COMMAND,
    QUESTION,
    LOOK
  }

  static Request of(Kind kind, ByteString content) {
    return new Request(kind, content, new CompletableFuture<>());
  }

  boolean is(Kind asked) {
    return kind == asked;
  }

  /** Returns whether it waits for an answer. */
  boolean isOpen() {
    return !answer.isDone();
  }
}
