package io.troupe.internal.process.child;

import io.troupe.proto.Failure;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a process ended, with the evidence.
 *
 * @param pid the operating system's number of the process
 * @param exitCode 0 to 255, or minus the number of the signal that ended it
 * @param residentBytes the last known resident memory, 0 when unknown
 * @param lastLines the last lines of its output, oldest first
 * @param errorFile the JVM's own crash report, where it wrote one
 * @param failure what ended the target, where it threw
 * @param lostNode the node that it ran on, where that is what was lost
 */
public record ExitReport(
    long pid,
    int exitCode,
    long residentBytes,
    List<String> lastLines,
    @Nullable Path errorFile,
    @Nullable Failure failure,
    @Nullable String lostNode) {

  public ExitReport {
    lastLines = List.copyOf(lastLines);
  }
}
