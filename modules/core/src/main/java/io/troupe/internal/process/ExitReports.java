package io.troupe.internal.process;

import io.troupe.ExitStatus;
import io.troupe.internal.payload.Failures;
import io.troupe.internal.process.child.ExitReport;
import java.util.Optional;

/** Turns what a host found out about an end into what its program is told. */
public final class ExitReports {
  private ExitReports() {}

  public static ExitStatus toStatus(ExitReport report, Failures failures) {
    return new ExitStatus(
        report.pid(),
        report.exitCode(),
        report.residentBytes(),
        report.lastLines(),
        Optional.ofNullable(report.errorFile()),
        Optional.ofNullable(report.failure()).map(failures::decode));
  }
}
