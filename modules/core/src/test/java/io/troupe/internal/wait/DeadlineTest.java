package io.troupe.internal.wait;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class DeadlineTest {

  @Test
  void after_never_neverPasses() {
    assertThat(Deadline.after(null).passed()).isFalse();
    assertThat(Deadline.after(Deadline.FOREVER)).isSameAs(Deadline.NEVER);
    assertThat(Deadline.NEVER.remainingNanos()).isEqualTo(Deadline.FOREVER);
    assertThat(Deadline.NEVER.selectMillis()).isZero();
  }

  @Test
  void after_zeroOrNegative_hasPassed() {
    assertThat(Deadline.after(Duration.ZERO).passed()).isTrue();
    assertThat(Deadline.after(Duration.ofDays(-365_000)).passed()).isTrue();
    assertThat(Deadline.after(Duration.ZERO).selectMillis()).isEqualTo(1);
  }

  @Test
  void after_anHour_isNotOver() {
    Deadline deadline = Deadline.after(Duration.ofHours(1));
    assertThat(deadline.passed()).isFalse();
    assertThat(deadline.remainingNanos())
        .isBetween(TimeUnit.MINUTES.toNanos(59), TimeUnit.HOURS.toNanos(1));
  }

  @Test
  void after_centuries_doesNotOverflow() {
    assertThat(Deadline.after(Duration.ofSeconds(Long.MAX_VALUE)).passed()).isFalse();
    assertThat(Deadline.after(Long.MAX_VALUE - 1).passed()).isFalse();
  }

  @Test
  void nanos_isNeverNegativeAndCanBeAddedToAnyTime() {
    assertThat(Deadline.nanos(Duration.ofSeconds(-1))).isZero();
    assertThat(Deadline.nanos(-1, TimeUnit.DAYS)).isZero();
    assertThat(Deadline.nanos(Duration.ofMillis(3))).isEqualTo(3_000_000);
    assertThat(Long.MAX_VALUE / 2 + Deadline.nanos(Duration.ofSeconds(Long.MAX_VALUE)))
        .isPositive();
    assertThat(Deadline.nanos(Long.MAX_VALUE, TimeUnit.DAYS)).isEqualTo(Long.MAX_VALUE / 2);
  }
}
