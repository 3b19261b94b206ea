package io.troupe.internal.object;

import io.troupe.proto.Done;
import io.troupe.proto.Drop;
import io.troupe.proto.Fence;
import io.troupe.proto.Frame;
import io.troupe.proto.Hold;
import io.troupe.proto.Introduction;
import io.troupe.proto.Issue;
import io.troupe.proto.VoidTicket;

/** What runtimes say to each other of objects of all kinds, and of themselves. */
final class ObjectFrames {
  private ObjectFrames() {}

  /** Says which runtime this is, and to which it wants to talk. */
  static Frame introduction(long runtime, long wanted) {
    return Frame.newBuilder()
        .setIntroduction(Introduction.newBuilder()
            .setPid(ProcessHandle.current().pid())
            .setRuntime(runtime)
            .setOwner(wanted))
        .build();
  }

  static Frame.Builder hold(long ticket) {
    return Frame.newBuilder().setHold(Hold.newBuilder().setTicket(ticket));
  }

  static Frame drop(long object, int times) {
    return Frame.newBuilder()
        .setTarget(object)
        .setDrop(Drop.newBuilder().setTimes(times))
        .build();
  }

  static Frame issue(long object, long ticket) {
    return Frame.newBuilder()
        .setTarget(object)
        .setIssue(Issue.newBuilder().setTicket(ticket))
        .build();
  }

  static Frame voidTicket(long object, long ticket) {
    return Frame.newBuilder()
        .setTarget(object)
        .setVoidTicket(VoidTicket.newBuilder().setTicket(ticket))
        .build();
  }

  /** Asks for an answer behind all that was said before. */
  static Frame.Builder fence() {
    return Frame.newBuilder().setFence(Fence.getDefaultInstance());
  }

  static Frame.Builder done() {
    return Frame.newBuilder().setDone(Done.getDefaultInstance());
  }
}
