package io.troupe.internal.pool.worker;

import static java.util.Objects.requireNonNull;

import io.troupe.PayloadException;
import io.troupe.internal.payload.Failures;
import io.troupe.internal.payload.Payloads;
import io.troupe.internal.result.Outcome;
import io.troupe.proto.Failure;
import io.troupe.proto.TaskOutcome;
import io.troupe.proto.Unencodable;
import org.jspecify.annotations.Nullable;

/** How a task ended in another process; decoded for who asks first. Thread-safe. */
public final class EncodedOutcome implements Outcome<@Nullable Object> {
  private final Payloads payloads;
  private final Failures failures;

  /** Null once it was decoded. Guarded by this, like the result. */
  private @Nullable TaskOutcome outcome;

  private @Nullable Outcome<@Nullable Object> decoded;

  EncodedOutcome(TaskOutcome outcome, Payloads payloads, Failures failures) {
    this.outcome = outcome;
    this.payloads = payloads;
    this.failures = failures;
  }

  /** Returns how a task ended, as its worker or the owner of its pool says. */
  public static Outcome<?> of(TaskOutcome outcome, Payloads payloads, Failures failures) {
    return outcome.getResultCase() == TaskOutcome.ResultCase.CANCELLED
        ? Outcome.cancelled(outcome.getCancelled())
        : new EncodedOutcome(outcome, payloads, failures);
  }

  /** Returns it as it came; null once it was decoded. */
  public synchronized @Nullable TaskOutcome encoded() {
    return outcome;
  }

  private synchronized Outcome<@Nullable Object> decoded() {
    if (outcome != null) {
      decoded = decode(outcome);
      outcome = null;
    }
    return requireNonNull(decoded);
  }

  private Outcome<@Nullable Object> decode(TaskOutcome encoded) {
    return switch (encoded.getResultCase()) {
      case RETURNED -> returned(encoded);
      case THROWN -> thrown(encoded.getThrown());
      case UNENCODABLE -> unencodable(encoded.getUnencodable());
      case CANCELLED, WITHDRAWN, RESULT_NOT_SET ->
        throw new IllegalStateException("no ending: " + encoded.getResultCase());
    };
  }

  @SuppressWarnings("NullAway") // a task may return null; what its type says, its caller knows
  private Outcome<@Nullable Object> returned(TaskOutcome encoded) {
    try {
      return Outcome.of(payloads.decode(encoded.getReturned()));
    } catch (PayloadException e) {
      String message = "the result of a task cannot be decoded: " + e.getMessage();
      return Outcome.failedWith(() -> new PayloadException(message, e));
    }
  }

  private Outcome<@Nullable Object> thrown(Failure failure) {
    return Outcome.failedWith(() -> failures.decode(failure));
  }

  private Outcome<@Nullable Object> unencodable(Unencodable result) {
    return Outcome.failedWith(() -> new PayloadException(
        "the result of a task cannot cross: " + result.getValue(),
        failures.decode(result.getReason())));
  }

  @Override
  public boolean returned() {
    return decoded().returned();
  }

  @Override
  @SuppressWarnings("NullAway") // as above
  public @Nullable Object value() {
    return decoded().value();
  }

  @Override
  public Throwable failure() {
    return decoded().failure();
  }
}
