package io.troupe.benchmarks.comparison;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does benchmarks, in Troupe and in its rival by turns, so that what else the machine does hits both. The first round of
 * each does not count, and Troupe's JVM has warmed up before that.
 */
public final class Comparison {
  private static final Logger LOG = LoggerFactory.getLogger(Comparison.class);

  private static final int MOST_WARM_UPS = 200;
  private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(4);

  private final int rounds;
  private final int warmUps;
  private final @Nullable CPython python;

  public Comparison(int rounds, @Nullable CPython python) {
    this(rounds, MOST_WARM_UPS, python);
  }

  Comparison(int rounds, int warmUps, @Nullable CPython python) {
    this.rounds = rounds;
    this.warmUps = warmUps;
    this.python = python;
  }

  /** Does all rounds of a benchmark; what goes wrong in it is logged and in its row. */
  public Row run(Benchmark benchmark) throws InterruptedException {
    try (Work theirs = rival(benchmark);
        Work ours = benchmark.work().open()) {
      return compare(benchmark, ours, theirs);
    } catch (InterruptedException e) {
      throw e;
    } catch (Absent e) {
      return Row.skipped(benchmark, String.valueOf(e.getMessage()));
    } catch (Exception e) {
      LOG.error("{} failed", benchmark.name(), e);
      return Row.failed(benchmark, e);
    }
  }

  private @Nullable Work rival(Benchmark benchmark) throws Exception {
    return switch (benchmark.rival()) {
      case CPYTHON -> python == null ? null : python.counterpart(benchmark);
      case BASELINE, PEER -> requireNonNull(benchmark.baseline()).open();
      case NONE -> null;
    };
  }

  private Row compare(Benchmark benchmark, Work ours, @Nullable Work theirs) throws Exception {
    warmUp(benchmark, ours);
    if (theirs != null && benchmark.rival() != Benchmark.Rival.CPYTHON) {
      warmUp(benchmark, theirs);
    }
    double[] our = new double[rounds + 1];
    double[] their = new double[rounds + 1];
    for (int round = 0; round <= rounds; round++) {
      our[round] = figure(benchmark, ours);
      their[round] = theirs == null ? 0 : figure(benchmark, theirs);
    }
    return theirs == null
        ? Row.of(benchmark, median(our), null, ours.note())
        : Row.of(benchmark, median(our), median(their), note(ours, theirs));
  }

  private static String note(Work ours, Work theirs) {
    String their = theirs.note();
    return their.isEmpty() ? ours.note() : ours.note() + ", CPython's " + their;
  }

  /** A JVM compiles what it does often: goes on until that has had time, for a program that uses a pool uses it long. */
  private void warmUp(Benchmark benchmark, Work work) throws Exception {
    long start = System.nanoTime();
    for (int i = 0; i < warmUps && System.nanoTime() - start < WARM_UP_NANOS; i++) {
      figure(benchmark, work);
    }
  }

  private static double figure(Benchmark benchmark, Work work) throws Exception {
    return benchmark.unit().figure(work.round(benchmark.count()), benchmark.count());
  }

  /** Returns the median of all but the first. */
  public static double median(double[] figures) {
    double[] sorted = Arrays.copyOfRange(figures, 1, figures.length);
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
