package io.troupe.ps;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A snapshot of a process: the facts that are cheap, all from the same moment. Python's
 * {@code oneshot}.
 *
 * @param pid number of the process
 * @param createTime when it started; with the number, what the process is known by
 * @param ppid number of the parent; 0 if it has none
 * @param name of the executable, without its directory
 * @param status what it does
 * @param username who it runs for, the real user; the user's number if there is no name for it,
 *     empty if the system does not tell
 * @param terminal its controlling terminal, such as {@code /dev/pts/0}; empty if it has none
 * @param cpuTimes the processor time that it has used
 * @param memory the memory that it has
 * @param numThreads the number of its threads
 * @param nice its priority, from -20, the most urgent, to 19; empty if unknown
 * @param uids its users; empty if unknown
 * @param gids its groups; empty if unknown
 * @param switches how often it gave the processor away; empty if unknown
 */
public record ProcessInfo(
    long pid,
    Instant createTime,
    long ppid,
    String name,
    ProcessStatus status,
    Optional<String> username,
    Optional<String> terminal,
    CpuTimes cpuTimes,
    MemoryInfo memory,
    int numThreads,
    OptionalInt nice,
    Optional<Ids> uids,
    Optional<Ids> gids,
    Optional<ContextSwitches> switches) {

  /**
   * The numbers of users or groups.
   *
   * @param real who started the process
   * @param effective whose rights it has
   * @param saved whose rights it can take back
   */
  public record Ids(int real, int effective, int saved) {}

  /**
   * How often a process gave the processor away.
   *
   * @param voluntary because it waited
   * @param involuntary because its time was over
   */
  public record ContextSwitches(long voluntary, long involuntary) {}

  /** Returns for how long the process has run, until now. */
  public Duration runningTime() {
    Duration time = Duration.between(createTime, Instant.now());
    return time.isNegative() ? Duration.ZERO : time;
  }

  /**
   * Returns whether the other look was at the same process: the same number and the same start
   * time.
   */
  public boolean isSameProcess(ProcessInfo other) {
    return pid == other.pid && createTime.equals(other.createTime);
  }

  /**
   * A parent is older than its children: else the number of theirs was given to another process.
   */
  boolean isParentOf(ProcessInfo child) {
    return pid == child.ppid && pid != child.pid && !createTime.isAfter(child.createTime);
  }
}
