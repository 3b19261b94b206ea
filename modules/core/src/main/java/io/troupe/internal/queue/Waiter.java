package io.troupe.internal.queue;

import io.troupe.internal.object.Caller;
import io.troupe.proto.Frame;

/** A request that is not answered yet. */
record Waiter(Caller caller, long correlation) {

  void reply(Frame.Builder answer) {
    caller.reply(correlation, answer);
  }
}
