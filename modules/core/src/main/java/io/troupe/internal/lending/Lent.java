package io.troupe.internal.lending;

import io.troupe.internal.object.ObjectMessage;
import io.troupe.proto.Done;
import io.troupe.proto.Frame;
import io.troupe.proto.MemoryFrame;

/** A handle of the owner, for one that a process of another machine has. */
interface Lent {
  /**
   * Answers a request. Must not block.
   *
   * @throws RuntimeException which is the answer then
   */
  void serve(ObjectMessage.Request request);

  void close();

  static Frame.Builder done() {
    return Frame.newBuilder().setDone(Done.getDefaultInstance());
  }

  static Frame.Builder frame(MemoryFrame.Builder body) {
    return Frame.newBuilder().setMemory(body);
  }

  /** What is thrown at a request that this kind of memory does not take. */
  static RuntimeException unknown(ObjectMessage.Request request) {
    return new UnsupportedOperationException(
        "This memory does not know the request " + request.frame().getMemory().getBodyCase()
            + ": both processes must use the same version of Troupe");
  }
}
