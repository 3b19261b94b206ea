package io.troupe.benchmarks.comparison;

/** A rival is not on this machine: there is nothing to compare with. */
public final class Absent extends Exception {
  private static final long serialVersionUID = 1L;

  public Absent(String why) {
    super(why);
  }
}
