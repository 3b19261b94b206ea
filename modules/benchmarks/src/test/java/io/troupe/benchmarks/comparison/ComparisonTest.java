package io.troupe.benchmarks.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ComparisonTest {
  private final List<String> calls = new ArrayList<>();

  @Test
  void run_baseline_alternatesAndLeavesTheWarmUpOut() throws Exception {
    Benchmark benchmark = Benchmark.againstBaseline(
        "rate",
        "",
        Unit.BYTES,
        1,
        Goal.speedup(1, 2),
        () -> work("ours", 900, 3, 1, 2),
        () -> work("theirs", 900, 30, 10, 20));
    Row row = new Comparison(3, 0, null).run(benchmark);
    assertThat(row.ours()).isEqualTo(2);
    assertThat(row.theirs()).isEqualTo(20);
    assertThat(calls)
        .containsExactly(
            "ours",
            "theirs",
            "ours",
            "theirs",
            "ours",
            "theirs",
            "ours",
            "theirs",
            "ours closed",
            "theirs closed");
  }

  @Test
  void run_peerIsAbsent_rowIsOpen_andOursIsNotBegun() throws Exception {
    Benchmark benchmark = Benchmark.againstPeer(
        "rate", "", Unit.BYTES, 1, Goal.speedup(1, 2), () -> work("ours"), () -> {
          throw new Absent("not here");
        });
    Row row = new Comparison(3, 0, null).run(benchmark);
    assertThat(row.verdict()).isEqualTo(Verdict.OPEN);
    assertThat(row.note()).isEqualTo("not here");
    assertThat(calls).isEmpty();
  }

  @Test
  void run_roundThrows_rowFails() throws Exception {
    Benchmark benchmark =
        Benchmark.alone("rate", "", Unit.BYTES, 1, Goal.atMost(1, 1), () -> count -> {
          throw new IllegalStateException("wrong result");
        });
    Row row = new Comparison(3, 0, null).run(benchmark);
    assertThat(row.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(row.note()).contains("wrong result");
  }

  @Test
  void median_evenNumber_isTheMeanOfTheMiddleTwo() {
    assertThat(Comparison.median(new double[] {900, 4, 1, 2, 100})).isEqualTo(3);
  }

  private Work work(String name, double... figures) {
    return new Work() {
      private int round;

      @Override
      public double round(int count) {
        calls.add(name);
        return figures[round++];
      }

      @Override
      public void close() {
        calls.add(name + " closed");
      }
    };
  }
}
