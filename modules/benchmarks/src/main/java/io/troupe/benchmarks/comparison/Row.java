package io.troupe.benchmarks.comparison;

import org.jspecify.annotations.Nullable;

/**
 * What a benchmark found out.
 *
 * @param ours Troupe's figure, the median of its rounds
 * @param theirs the rival's
 * @param note what else there is to say, or why it failed
 */
public record Row(
    Benchmark benchmark,
    @Nullable Double ours,
    @Nullable Double theirs,
    Verdict verdict,
    String note) {

  static Row of(Benchmark benchmark, double ours, @Nullable Double theirs, String note) {
    return new Row(benchmark, ours, theirs, judge(benchmark, ours, theirs), note);
  }

  static Row failed(Benchmark benchmark, Exception failure) {
    return new Row(benchmark, null, null, Verdict.FAILED, failure.toString());
  }

  static Row skipped(Benchmark benchmark, String why) {
    return new Row(benchmark, null, null, Verdict.OPEN, why);
  }

  private static Verdict judge(Benchmark benchmark, double ours, @Nullable Double theirs) {
    if (!benchmark.goal().ofSpeedup()) {
      return benchmark.goal().judge(ours);
    }
    return theirs == null
        ? Verdict.OPEN
        : benchmark.goal().judge(benchmark.unit().speedup(ours, theirs));
  }

  /** Returns how many times better Troupe is than its rival. */
  @Nullable
  Double speedup() {
    return ours == null || theirs == null ? null : benchmark.unit().speedup(ours, theirs);
  }

  /** Returns one JSON object. Its {@code must} bounds the speedup where there is a rival, else the figure, in its unit. */
  public String json() {
    boolean cpython = benchmark.rival() == Benchmark.Rival.CPYTHON;
    return """
        {"name": "%s", "unit": "%s", "troupe": %s, "cpython": %s, "baseline": %s, "speedup": %s, \
        "must": %s, "aim": %s, "ok": %s}""".formatted(
            benchmark.name(),
            benchmark.unit().symbol(),
            ours,
            cpython ? theirs : null,
            cpython ? null : theirs,
            speedup(),
            benchmark.goal().must(),
            benchmark.goal().aim(),
            verdict.json());
  }
}
