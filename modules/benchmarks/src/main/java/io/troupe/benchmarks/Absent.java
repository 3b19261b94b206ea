package io.troupe.benchmarks;

/** A rival is not on this machine: there is nothing to compare with. */
final class Absent extends Exception {
  private static final long serialVersionUID = 1L;

  Absent(String why) {
    super(why);
  }
}
