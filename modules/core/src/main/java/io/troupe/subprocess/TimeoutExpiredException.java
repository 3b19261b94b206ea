package io.troupe.subprocess;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/**
 * A program had not ended within a timeout. Python's {@code TimeoutExpired}. The output until then
 * is in the exception, and after {@link Popen#communicate(Duration)} in the result of the next call
 * as well.
 */
public final class TimeoutExpiredException extends SubprocessException {
  private static final long serialVersionUID = 1L;
  private static final int NANO_DIGITS = 9;

  private final Duration timeout;

  TimeoutExpiredException(List<String> args, Duration timeout, Captured stdout, Captured stderr) {
    super(
        "Command '" + CommandLine.text(args) + "' timed out after " + seconds(timeout)
            + " seconds.",
        args,
        stdout,
        stderr);
    this.timeout = timeout;
  }

  private static String seconds(Duration timeout) {
    BigDecimal nanos = BigDecimal.valueOf(timeout.getNano(), NANO_DIGITS);
    BigDecimal seconds = BigDecimal.valueOf(timeout.getSeconds()).add(nanos);
    return seconds.signum() == 0 ? "0" : seconds.stripTrailingZeros().toPlainString();
  }

  /** Returns the timeout, as it was given. */
  public Duration timeout() {
    return timeout;
  }
}
