package io.troupe.internal.actor;

import java.util.function.Supplier;
import org.apache.pekko.actor.InternalActorRef;
import org.apache.pekko.pattern.PromiseActorRef;
import org.jspecify.annotations.Nullable;

/**
 * A message that asks for an answer, while it is encoded or decoded: the first of its references
 * that was made for one answer stands for the answer to the frame. Used by one thread.
 */
final class Question {
  private static final ThreadLocal<@Nullable Question> underWay = new ThreadLocal<>();

  private @Nullable InternalActorRef asker;

  private Question(@Nullable InternalActorRef asker) {
    this.asker = asker;
  }

  /** A message, and what of Pekko's asks with it; null if nothing does. */
  record Encoded<T>(T message, @Nullable PromiseActorRef asker) {}

  static <T> Encoded<T> encode(Supplier<T> encoding) {
    Question question = new Question(null);
    T message = within(question, encoding);
    return new Encoded<>(
        message, question.asker instanceof PromiseActorRef promise ? promise : null);
  }

  /** @param asker what the asker is here; null where no answer is wanted */
  static <T> T decode(@Nullable InternalActorRef asker, Supplier<T> decoding) {
    return within(new Question(asker), decoding);
  }

  private static <T> T within(Question question, Supplier<T> work) {
    Question outer = underWay.get();
    underWay.set(question);
    try {
      return work.get();
    } finally {
      underWay.set(outer);
    }
  }

  /** Returns whether a reference in the message that is being encoded is its asker. */
  static boolean isAskedBy(InternalActorRef ref) {
    Question question = underWay.get();
    if (question == null || !(ref instanceof PromiseActorRef || ref instanceof AskerRef)) {
      return false;
    }
    if (question.asker == null) {
      question.asker = ref;
    }
    return ref.equals(question.asker);
  }

  /** Returns the asker of the message that is being decoded; null if there is none. */
  static @Nullable InternalActorRef asker() {
    Question question = underWay.get();
    return question == null ? null : question.asker;
  }
}
