package io.troupe.benchmarks.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class UnitTest {

  @ParameterizedTest
  @CsvSource({
    "MICROSECONDS, 4000000, 2, 2000",
    "MILLISECONDS, 4000000, 2, 2",
    "PER_SECOND, 4000000, 2, 500",
    "BYTES, 4000000, 2, 4000000"
  })
  void figure_roundTaken_isThatOfAnItem(Unit unit, double taken, int count, double figure) {
    assertThat(unit.figure(taken, count)).isEqualTo(figure, within(1e-9));
  }

  @Test
  void speedup_halfTheTimeOrTwiceTheRate_isTwo() {
    assertThat(Unit.MILLISECONDS.speedup(5, 10)).isEqualTo(2);
    assertThat(Unit.PER_SECOND.speedup(10, 5)).isEqualTo(2);
    assertThat(Unit.BYTES.speedup(5, 10)).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "MICROSECONDS, 18.24, 18.2 us",
    "MICROSECONDS, 999.6, 1.00 ms",
    "MILLISECONDS, 1520, 1.52 s",
    "MILLISECONDS, 0.25, 250 us",
    "PER_SECOND, 31234, 31.2 k/s",
    "PER_SECOND, 6000000, 6.00 M/s",
    "PER_SECOND, 82, 82.0 /s",
    "BYTES, 62300000, 62.3 MB"
  })
  void format_figure_hasThreeDigits(Unit unit, double figure, String text) {
    assertThat(unit.format(figure)).isEqualTo(text);
  }
}
