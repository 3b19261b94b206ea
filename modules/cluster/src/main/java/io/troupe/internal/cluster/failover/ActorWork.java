package io.troupe.internal.cluster.failover;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.ByteString;
import io.troupe.cluster.FailoverStep;
import io.troupe.function.Task2;
import io.troupe.internal.cluster.access.Encoding;
import io.troupe.internal.log.Log;
import io.troupe.internal.process.Self;
import io.troupe.internal.runtime.TroupeRuntime;
import io.troupe.proto.FailoverMessage;
import io.troupe.proto.FailoverReply;
import io.troupe.proto.FailoverResult;
import io.troupe.proto.FailoverTurn;

/**
 * What an actor makes of its messages. The state is what was agreed on, as bytes: one that a
 * failing behaviour has changed under way is forgotten. Immutable.
 *
 * @param first the state of an actor that has none
 */
record ActorWork<S, M, R>(
    AgreedName actor, ByteString first, Task2<S, M, FailoverStep<S, R>> behavior) {
  private static final Log log = Log.of(ActorWork.class);

  /** What is answered by one turn; what is left is for the next. */
  private static final int MOST_BYTES = 1 << 20;

  /**
   * Deals with messages.
   *
   * @param batch the sequence by which they were given
   * @param given the messages, and the state
   */
  FailoverTurn turn(long batch, FailoverResult given) {
    FailoverTurn.Builder turn = FailoverTurn.newBuilder().setBatch(batch);
    ByteString before = given.hasValue() ? given.getValue() : first;
    ByteString state = before;
    int bytes = 0;
    for (FailoverMessage message : given.getMessagesList()) {
      Step step = step(state, message);
      state = step.state();
      turn.addReplies(step.reply());
      bytes += step.reply().getSerializedSize();
      if (bytes > MOST_BYTES) {
        break;
      }
    }
    return (state.equals(before) ? turn : turn.setState(state)).build();
  }

  private record Step(ByteString state, FailoverReply reply) {}

  private Step step(ByteString state, FailoverMessage message) {
    try {
      S now = Encoding.decode(state);
      M content = Encoding.decode(message.getContent());
      FailoverStep<S, R> next = requireNonNull(
          behavior.call(now, content),
          () -> "the behaviour of the actor '" + actor + "' made null");
      return new Step(
          AgreedName.encode(next.state(), "state"),
          FailoverReply.newBuilder()
              .setAnswer(AgreedName.encode(next.answer(), "answer"))
              .build());
    } catch (Throwable e) { // nothing that the program's code throws may end the actor
      if (message.getTold()) {
        log.warn("The actor '{}' has failed at a message to which no answer is expected", actor, e);
      }
      return new Step(state, failure(e));
    } finally {
      Thread.interrupted(); // an interrupt that the behaviour has left is not for others
    }
  }

  private static FailoverReply failure(Throwable failure) {
    return FailoverReply.newBuilder()
        .setFailure(
            TroupeRuntime.current().failures().encode(failure, Self.origin()).toByteString())
        .build();
  }

  /** Returns that nothing has become of messages, for there is no room for what would have. */
  static FailoverTurn refused(FailoverTurn turn, String reason) {
    FailoverReply refusal =
        failure(new IllegalStateException("Refused, with no effect: " + reason));
    FailoverTurn.Builder refused = FailoverTurn.newBuilder().setBatch(turn.getBatch());
    turn.getRepliesList().forEach(each -> refused.addReplies(refusal));
    return refused.build();
  }
}
