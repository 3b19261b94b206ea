package io.troupe.internal.process.child;

import io.troupe.ProcessStartException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Says in a line or two why a JVM ended before it could do anything. */
public final class StartFailures {
  private static final String CRASHED = "A fatal error has been detected by the Java Runtime";
  private static final String REPORTED = "An error report file with more information is saved as:";

  /** What a JVM says behind the reason for which it does not begin. */
  private static final Set<String> REFUSED = Set.of(
      "Error: Could not create the Java Virtual Machine.",
      "Error: A fatal exception has occurred. Program will exit.");

  private StartFailures() {}

  /**
   * Returns the exception for it. Its own stack would be that of the thread that saw the end.
   *
   * @param what happened
   */
  public static ProcessStartException of(String what, ExitReport report) {
    String said = said(report.lastLines());
    String message = said.isEmpty() ? what : what + ": " + said;
    ProcessStartException failure = report.exitCode() < 0
        ? new KilledAtStartException(message)
        : new ProcessStartException(message);
    failure.setStackTrace(new StackTraceElement[0]);
    return failure;
  }

  /** Returns what matters of the last lines that a JVM printed; empty if it printed none. */
  static String said(List<String> lines) {
    List<String> telling = lines.stream()
        .filter(line -> !isFrame(line))
        .map(line -> line.startsWith("#") ? line.substring(1).strip() : line)
        .filter(line -> !line.isBlank() && !REFUSED.contains(line))
        .toList();
    return telling.stream().anyMatch(line -> line.contains(CRASHED))
        ? crash(telling)
        : failure(telling);
  }

  /** Returns whether a line is one of a stack, which would hide what it is the stack of. */
  private static boolean isFrame(String line) {
    return line.startsWith("\tat ") || line.startsWith("\t... ");
  }

  private static String crash(List<String> lines) {
    String signal = after(lines, line -> line.contains(CRASHED)).orElse("it crashed");
    return after(lines, line -> line.equals(REPORTED))
        .map(report -> signal + "; more is in " + report)
        .orElse(signal);
  }

  private static Optional<String> after(List<String> lines, Predicate<String> begin) {
    return lines.stream().dropWhile(begin.negate()).skip(1).findFirst();
  }

  /** The first thing that failed, and the last cause of it; or what was said last. */
  private static String failure(List<String> lines) {
    List<String> failed = lines.stream()
        .dropWhile(line -> !line.contains("Exception") && !line.contains("rror"))
        .toList();
    if (failed.isEmpty()) {
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 2), lines.size()));
    }
    String first = failed.get(0);
    return failed.stream()
        .skip(1)
        .filter(line -> line.startsWith("Caused by: "))
        .reduce((one, other) -> other)
        .or(() -> failed.stream().skip(1).findFirst())
        .map(second -> first + "\n" + second)
        .orElse(first);
  }
}
