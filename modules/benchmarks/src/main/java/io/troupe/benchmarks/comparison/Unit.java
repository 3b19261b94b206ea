package io.troupe.benchmarks.comparison;

import java.util.Locale;

/** What a figure counts, how it is made from what a round took, and how it is written. */
public enum Unit {
  MICROSECONDS("us", 1e-6),
  MILLISECONDS("ms", 1e-3),
  PER_SECOND("1/s", 1),
  BYTES("bytes", 1);

  private static final double NANOS_PER_SECOND = 1e9;
  private static final String[] SMALL = {"", "m", "u", "n"};
  private static final String[] LARGE = {"", "k", "M", "G"};

  private final String symbol;
  private final double size;

  Unit(String symbol, double size) {
    this.symbol = symbol;
    this.size = size;
  }

  String symbol() {
    return symbol;
  }

  /** Returns the figure of one item, given what a round of {@code count} items took. */
  public double figure(double taken, int count) {
    return switch (this) {
      case MICROSECONDS, MILLISECONDS -> taken / NANOS_PER_SECOND / size / count;
      case PER_SECOND -> count / (taken / NANOS_PER_SECOND);
      case BYTES -> taken;
    };
  }

  /** Returns how many times better {@code ours} is than {@code theirs}. */
  double speedup(double ours, double theirs) {
    return this == PER_SECOND ? ours / theirs : theirs / ours;
  }

  /** Returns the figure for people: three digits and a prefix, such as {@code 1.62 ms} or {@code 31.2 k/s}. */
  public String format(double figure) {
    return switch (this) {
      case MICROSECONDS, MILLISECONDS -> scaled(figure * size, "s");
      case PER_SECOND -> scaled(figure, "/s");
      case BYTES -> scaled(figure, "B");
    };
  }

  private static String scaled(double value, String symbol) {
    int step = 0;
    double scaled = value;
    while (scaled >= 999.5 && step < LARGE.length - 1) {
      scaled /= 1000;
      step++;
    }
    while (scaled < 0.9995 && step > 1 - SMALL.length) {
      scaled *= 1000;
      step--;
    }
    String prefix = step >= 0 ? LARGE[step] : SMALL[-step];
    return digits(scaled) + " " + prefix + symbol;
  }

  /** Writes three digits: 1.62, 16.2, 162. */
  static String digits(double value) {
    int decimals = value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
