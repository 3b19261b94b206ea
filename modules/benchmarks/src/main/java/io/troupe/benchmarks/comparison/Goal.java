package io.troupe.benchmarks.comparison;

/**
 * What a benchmark must reach, and what it aims at.
 *
 * @param ofSpeedup whether both are speedups that must be reached, else figures that must not be exceeded
 * @param must the bound that it must keep
 * @param aim the bound that it should keep
 */
public record Goal(boolean ofSpeedup, double must, double aim) {

  /** Demands to be so many times as good as the rival, in times and rates alike. */
  public static Goal speedup(double must, double aim) {
    return new Goal(true, must, aim);
  }

  /** Demands a figure of at most so much. */
  public static Goal atMost(double must, double aim) {
    return new Goal(false, must, aim);
  }

  /** Judges a speedup or a figure, whichever it is about. */
  Verdict judge(double value) {
    return holds(value, aim) ? Verdict.AIM : holds(value, must) ? Verdict.MUST : Verdict.MISSED;
  }

  private boolean holds(double value, double bound) {
    return ofSpeedup ? value >= bound : value <= bound;
  }

  /** Writes one of the bounds for people. */
  String format(Unit unit, double bound) {
    return ofSpeedup ? Unit.digits(bound) + "x" : "<= " + unit.format(bound);
  }
}
