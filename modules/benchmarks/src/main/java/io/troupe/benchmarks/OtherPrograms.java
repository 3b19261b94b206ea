package io.troupe.benchmarks;

import io.troupe.benchmarks.comparison.Check;
import io.troupe.benchmarks.comparison.Work;
import io.troupe.subprocess.Command;
import io.troupe.subprocess.Completed;
import java.io.IOException;

/** Runs a program of the system to its end, one time after the other. */
final class OtherPrograms implements Work {
  private static final int MEGABYTE = 1_000_000;

  private final Command command;
  private final int expected;

  private OtherPrograms(Command command, int expected) {
    this.command = command;
    this.expected = expected;
  }

  /** One that does nothing. */
  static Work nothing() {
    return new OtherPrograms(Command.of("/bin/true"), 0);
  }

  /** One that writes a megabyte back. */
  static Work megabyte() {
    Command cat = Command.of("/bin/cat").input(new byte[MEGABYTE]).captureOutput();
    return new OtherPrograms(cat, MEGABYTE);
  }

  @Override
  public double round(int count) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    for (int i = 0; i < count; i++) {
      check(command.run());
    }
    return System.nanoTime() - begin;
  }

  private void check(Completed done) {
    int size = expected == 0 ? 0 : done.stdout().size();
    Check.that(done.returnCode() == 0 && size == expected, done + " with " + size + " bytes");
  }
}
