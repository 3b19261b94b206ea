package io.troupe.internal.object;

import io.troupe.proto.Frame;

/** What the actor of an object is told; a kind of object may have messages of its own besides. */
public interface ObjectMessage {

  /** A frame for the object. One with a correlation must be answered once, now or later. */
  record Request(Caller caller, Frame frame) implements ObjectMessage {

    /** Returns who waits for its answer. */
    public Waiter waiter() {
      return new Waiter(caller, frame.getCorrelation());
    }

    /** Answers this request. */
    public void reply(Frame.Builder answer) {
      caller.reply(frame.getCorrelation(), answer);
    }
  }

  /**
   * A process that ever held the object has ended, killed or not: no request of its will follow, no
   * answer would arrive.
   */
  record CallerGone(Caller caller) implements ObjectMessage {}

  /** No process holds the object any more: the actor must end. */
  enum Unused implements ObjectMessage {
    INSTANCE
  }
}
