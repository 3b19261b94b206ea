package io.troupe.benchmarks.comparison;

/** How a benchmark ended. */
public enum Verdict {
  /** It reached its aim. */
  AIM("ok, aim", "true"),
  /** It reached what it must, not its aim. */
  MUST("ok", "true"),
  /** It did not reach what it must. */
  MISSED("MISSED", "false"),
  /** It threw, or its result was wrong. */
  FAILED("FAILED", "false"),
  /** There was nothing to compare it with. */
  OPEN("-", "null");

  private final String word;
  private final String json;

  Verdict(String word, String json) {
    this.word = word;
    this.json = json;
  }

  String word() {
    return word;
  }

  /** Returns {@code ok} as JSON. */
  String json() {
    return json;
  }

  public boolean isBad() {
    return this == MISSED || this == FAILED;
  }
}
