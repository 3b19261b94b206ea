package io.troupe.internal.worker;

import io.troupe.internal.payload.Failures;
import io.troupe.internal.payload.Payloads;
import io.troupe.proto.TaskOutcome;
import io.troupe.proto.TaskShape;
import io.troupe.proto.Unencodable;
import org.jspecify.annotations.Nullable;

/** Puts what became of a task into its outcome. */
final class ResultEncoder {
  private static final int MOST_TEXT = 200;

  private final Payloads payloads;
  private final Failures failures;
  private final String origin;

  ResultEncoder(Payloads payloads, Failures failures, String origin) {
    this.payloads = payloads;
    this.failures = failures;
    this.origin = origin;
  }

  void returned(TaskShape shape, @Nullable Object result, TaskOutcome.Builder outcome) {
    try {
      outcome.setReturned(TaskCall.result(shape, result, payloads));
    } catch (Throwable e) { // the value's own code may do anything, too
      outcome.setUnencodable(Unencodable.newBuilder()
          .setValue(describe(result))
          .setReason(failures.encode(e, origin)));
    }
  }

  void thrown(Throwable thrown, TaskOutcome.Builder outcome) {
    outcome.setThrown(failures.encode(thrown, origin));
  }

  private static String describe(@Nullable Object value) {
    if (value == null) {
      return "null";
    }
    return value.getClass().getName() + " " + text(value);
  }

  private static String text(Object value) {
    try {
      String text = String.valueOf(value);
      return text.length() <= MOST_TEXT ? text : text.substring(0, MOST_TEXT) + "…";
    } catch (Throwable e) { // of the value's own toString
      return "(its toString threw " + e.getClass().getName() + ")";
    }
  }
}
