package io.troupe.benchmarks.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RowTest {
  private static final Benchmark AGAINST_CPYTHON =
      Benchmark.againstCPython("time", "", Unit.MILLISECONDS, 1, Goal.speedup(2, 4), RowTest::work);
  private static final Benchmark ALONE =
      Benchmark.alone("memory", "", Unit.BYTES, 1, Goal.atMost(90, 50), RowTest::work);

  private static Work work() {
    return count -> 0;
  }

  @Test
  void of_speedup_isJudgedByBothBounds() {
    assertThat(Row.of(AGAINST_CPYTHON, 1, 4.0, "").verdict()).isEqualTo(Verdict.AIM);
    assertThat(Row.of(AGAINST_CPYTHON, 1, 3.9, "").verdict()).isEqualTo(Verdict.MUST);
    assertThat(Row.of(AGAINST_CPYTHON, 1, 1.9, "").verdict()).isEqualTo(Verdict.MISSED);
  }

  @Test
  void of_figureAlone_isJudgedByBothBounds() {
    assertThat(Row.of(ALONE, 50, null, "").verdict()).isEqualTo(Verdict.AIM);
    assertThat(Row.of(ALONE, 90, null, "").verdict()).isEqualTo(Verdict.MUST);
    assertThat(Row.of(ALONE, 91, null, "").verdict()).isEqualTo(Verdict.MISSED);
  }

  @Test
  void of_noRival_isOpen() {
    Row row = Row.of(AGAINST_CPYTHON, 1, null, "");
    assertThat(row.verdict()).isEqualTo(Verdict.OPEN);
    assertThat(row.json()).isEqualTo("""
            {"name": "time", "unit": "ms", "troupe": 1.0, "cpython": null, "baseline": null, \
            "speedup": null, "must": 2.0, "aim": 4.0, "ok": null}""");
  }

  @Test
  void json_compared_hasAllFigures() {
    assertThat(Row.of(AGAINST_CPYTHON, 2, 6.0, "").json()).isEqualTo("""
            {"name": "time", "unit": "ms", "troupe": 2.0, "cpython": 6.0, "baseline": null, \
            "speedup": 3.0, "must": 2.0, "aim": 4.0, "ok": true}""");
  }

  @Test
  void failed_anyGoal_isNotOk() {
    assertThat(Row.failed(ALONE, new IllegalStateException("wrong")).json())
        .contains("\"ok\": false");
  }
}
