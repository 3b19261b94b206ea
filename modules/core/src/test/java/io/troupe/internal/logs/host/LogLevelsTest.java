package io.troupe.internal.logs.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.internal.logs.EventTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.event.Level;

@Timeout(30)
class LogLevelsTest {
  private static final long EARLIER = 1;

  private final LogLevels levels = LogLevels.create();

  @Test
  void lets_eventOfBeforeTheChange_asItWasThen() {
    levels.set("app", Level.ERROR);

    assertThat(levels.lets("app.Part", Level.INFO, EARLIER)).isTrue();
    assertThat(levels.lets("app.Part", Level.INFO, later())).isFalse();
    assertThat(levels.lets("app.Part", Level.ERROR, later())).isTrue();
  }

  @Test
  void lets_twoChanges_theFirstHoldsUntilTheSecond() {
    levels.set("app", Level.WARN);
    levels.set("app", Level.DEBUG);

    assertThat(levels.lets("app", Level.INFO, EARLIER)).isFalse();
    assertThat(levels.lets("app", Level.INFO, later())).isTrue();
  }

  @Test
  void lets_changeOfALongerName_leavesThatOfTheShorterBefore() {
    levels.set("app", Level.WARN);
    levels.set("app.Part", Level.DEBUG);

    assertThat(levels.lets("app.Part", Level.INFO, later())).isTrue();
    assertThat(levels.lets("app.Other", Level.INFO, later())).isFalse();
  }

  private static long later() {
    return EventTime.now() + 1;
  }
}
