package io.troupe.internal.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.internal.link.CapturedLog;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.event.Level;

@Timeout(60)
class ThrottledLogTest {
  private enum Kind {
    SILENCE,
    GARBAGE
  }

  @Test
  void report_manyOfAKind_isOneLineAMinute() {
    AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 10);
    ThrottledLog throttled = new ThrottledLog(Log.of(CapturedLog.class), clock::get);
    try (CapturedLog log = CapturedLog.open()) {
      for (int i = 0; i < 5; i++) {
        throttled.report(Kind.SILENCE, Level.WARN, "silence");
      }
      throttled.report(Kind.GARBAGE, Level.WARN, "garbage");
      clock.addAndGet(TimeUnit.SECONDS.toNanos(61));
      throttled.report(Kind.SILENCE, Level.WARN, "silence");
      assertThat(log.lines())
          .containsExactly(
              "silence", "garbage", "silence (4 more of this kind since the last report)");
    }
  }
}
