package io.troupe;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A task's worker ended while it ran the task: it called {@code System.exit}, crashed, or was
 * killed. It is not known how far the task came. The pool has replaced the worker; no other task
 * was disturbed. The message holds all that is known.
 */
public class WorkerLostException extends TroupeException {
  private static final long serialVersionUID = 1L;

  private final String task;
  private final long pid;
  private final int exitCode;
  private final long residentBytes;
  private final transient @Nullable List<String> lastLines;
  private final transient @Nullable Path errorFile;

  /**
   * @param task what ran, by its name or function and its number
   * @param pid number of the process that ended
   * @param exitCode its exit status, or minus the number of the signal that ended it
   * @param residentBytes its last known resident memory, 0 when unknown
   * @param lastLines the last lines of its output, oldest first
   * @param errorFile the JVM's crash report, where it wrote one
   */
  public WorkerLostException(
      String task,
      long pid,
      int exitCode,
      long residentBytes,
      List<String> lastLines,
      @Nullable Path errorFile) {
    this(
        describe(task, pid, exitCode, residentBytes, lastLines, errorFile),
        task,
        pid,
        exitCode,
        residentBytes,
        lastLines,
        errorFile);
  }

  WorkerLostException(
      String message,
      String task,
      long pid,
      int exitCode,
      long residentBytes,
      List<String> lastLines,
      @Nullable Path errorFile) {
    super(message);
    this.task = task;
    this.pid = pid;
    this.exitCode = exitCode;
    this.residentBytes = residentBytes;
    this.lastLines = List.copyOf(lastLines);
    this.errorFile = errorFile;
  }

  private static String describe(
      String task,
      long pid,
      int exitCode,
      long residentBytes,
      List<String> lastLines,
      @Nullable Path errorFile) {
    StringBuilder text = new StringBuilder("lost with its worker: ").append(task);
    text.append("; process ").append(pid).append(' ').append(ending(exitCode));
    if (residentBytes > 0) {
      text.append("; last seen with ").append(residentBytes >> 20).append(" MiB resident");
    }
    if (errorFile != null) {
      text.append("; crash report ").append(errorFile);
    }
    lastLines.forEach(line -> text.append("\n  | ").append(line));
    return text.toString();
  }

  private static String ending(int exitCode) {
    if (exitCode == -9) {
      return "was killed by signal 9 (where nobody sent it, memory ran out)";
    }
    return exitCode < 0 ? "was ended by signal " + -exitCode : "exited with status " + exitCode;
  }

  /** Returns what ran. */
  public String task() {
    return task;
  }

  /** Returns the number of the process that ended. */
  public long pid() {
    return pid;
  }

  /** Returns its exit status, or minus the number of the signal that ended it. */
  public int exitCode() {
    return exitCode;
  }

  /** Returns its last known resident memory in bytes, 0 when unknown. */
  public long residentBytes() {
    return residentBytes;
  }

  /** Returns the last lines of its output, oldest first. */
  public List<String> lastLines() {
    return lastLines == null ? List.of() : lastLines;
  }

  /** Returns the JVM's crash report, where it wrote one. */
  public Optional<Path> errorFile() {
    return Optional.ofNullable(errorFile);
  }
}
