package io.troupe.internal.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.Progress;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class BarTextTest {
  private static final int WIDE = 200;

  private static long seconds(long seconds) {
    return TimeUnit.SECONDS.toNanos(seconds);
  }

  @Test
  void begin_saysThatNothingIsKnown() {
    assertThat(new BarText("files", 0).at(0, new Progress(1000, 0, 0, 0), WIDE))
        .isEqualTo("files   0% |....................| 0/1000 [0:00<?]");
  }

  @Test
  void under_way_hasRateAndTimeLeft() {
    assertThat(new BarText("files", 0).at(seconds(10), new Progress(1000, 400, 50, 4), WIDE))
        .isEqualTo("files  45% |#########...........| 450/1000 [0:10<0:12, 45.0/s, 50 failed]");
  }

  @Test
  void rate_followsTheLatest() {
    BarText bar = new BarText("", 0);
    bar.at(seconds(1), new Progress(0, 100, 0, 0), WIDE);
    assertThat(bar.at(seconds(2), new Progress(0, 300, 0, 0), WIDE))
        .isEqualTo("300 [0:02, 130.0/s]");
  }

  @Test
  void slowWork_hasTheTimeOfEach() {
    assertThat(new BarText("", 0).at(seconds(7200), new Progress(3, 2, 0, 1), WIDE))
        .isEqualTo(" 66% |#############.......| 2/3 [2:00:00<1:00:00, 3600.0 s each]");
  }

  @Test
  void end_isFull() {
    assertThat(new BarText("x", 0).at(seconds(1), new Progress(7, 7, 0, 0), WIDE))
        .isEqualTo("x 100% |####################| 7/7 [0:01<0:00, 7.0/s]");
  }

  @Test
  void narrowTerminal_leavesTheLastColumnFree() {
    assertThat(new BarText("files", 0).at(0, new Progress(1000, 0, 0, 0), 20)).hasSize(19);
  }
}
