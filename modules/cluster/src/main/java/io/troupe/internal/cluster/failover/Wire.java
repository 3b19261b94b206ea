package io.troupe.internal.cluster.failover;

import com.google.protobuf.InvalidProtocolBufferException;
import io.troupe.proto.FailoverResult;

/** What nodes answer. */
final class Wire {
  private Wire() {}

  static FailoverResult result(byte[] bytes) {
    try {
      return FailoverResult.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a node has answered what is no result", e);
    }
  }
}
