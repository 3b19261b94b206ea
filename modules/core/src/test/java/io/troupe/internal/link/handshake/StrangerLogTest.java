package io.troupe.internal.link.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.internal.link.CapturedLog;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StrangerLogTest {

  @Test
  void refused_manyOfAKind_isOneLineAMinute() {
    AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 10);
    StrangerLog strangers = new StrangerLog("/here", clock::get);
    try (CapturedLog log = CapturedLog.open()) {
      for (int i = 0; i < 5; i++) {
        strangers.refused(new Stranger(Stranger.Kind.SILENT, "silence"));
      }
      strangers.refused(new Stranger(Stranger.Kind.GARBAGE, "garbage"));
      clock.addAndGet(TimeUnit.SECONDS.toNanos(61));
      strangers.refused(new Stranger(Stranger.Kind.SILENT, "silence"));
      assertThat(log.lines())
          .containsExactly(
              "Refused a connection to /here: silence (0 more of this kind since the last report)",
              "Refused a connection to /here: garbage (0 more of this kind since the last report)",
              "Refused a connection to /here: silence (4 more of this kind since the last report)");
    }
  }
}
