package io.troupe.internal.pool;

import static java.util.Objects.requireNonNull;

import io.troupe.PayloadException;
import io.troupe.internal.payload.Failures;
import io.troupe.internal.payload.Payloads;
import io.troupe.internal.result.Ending;
import io.troupe.proto.Failure;
import io.troupe.proto.Outcome;
import io.troupe.proto.Unencodable;
import org.jspecify.annotations.Nullable;

/** How a task ended in another process; decoded for who asks first. Thread-safe. */
final class EncodedEnding implements Ending<@Nullable Object> {
  private final Payloads payloads;
  private final Failures failures;

  /** Null once it was decoded. Guarded by this, like the result. */
  private @Nullable Outcome outcome;

  private @Nullable Ending<@Nullable Object> decoded;

  EncodedEnding(Outcome outcome, Payloads payloads, Failures failures) {
    this.outcome = outcome;
    this.payloads = payloads;
    this.failures = failures;
  }

  private synchronized Ending<@Nullable Object> decoded() {
    if (outcome != null) {
      decoded = decode(outcome);
      outcome = null;
    }
    return requireNonNull(decoded);
  }

  private Ending<@Nullable Object> decode(Outcome encoded) {
    return switch (encoded.getResultCase()) {
      case RETURNED -> returned(encoded);
      case THROWN -> thrown(encoded.getThrown());
      case UNENCODABLE -> unencodable(encoded.getUnencodable());
      case WITHDRAWN, RESULT_NOT_SET -> throw new IllegalStateException("no ending: " + encoded);
    };
  }

  @SuppressWarnings("NullAway") // a task may return null; what its type says, its caller knows
  private Ending<@Nullable Object> returned(Outcome encoded) {
    try {
      return Ending.of(payloads.decode(encoded.getReturned()));
    } catch (PayloadException e) {
      String message = "the result of a task cannot be decoded: " + e.getMessage();
      return Ending.failedWith(() -> new PayloadException(message, e));
    }
  }

  private Ending<@Nullable Object> thrown(Failure failure) {
    return Ending.failedWith(() -> failures.decode(failure));
  }

  private Ending<@Nullable Object> unencodable(Unencodable result) {
    return Ending.failedWith(() -> new PayloadException(
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
