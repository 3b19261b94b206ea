package io.troupe.ps;

import io.troupe.internal.ps.ProcessSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Finds the processes of this machine: Python's {@code psutil}.
 *
 * <pre>{@code
 * System.out.println(Ps.of(1).name());
 * for (OsProcess process : Ps.all()) {
 *   System.out.println(process);
 * }
 * Ps.trees().forEach(System.out::print);
 * try (Stream<ProcessChange> changes = Ps.changes(Duration.ofSeconds(1))) {
 *   changes.limit(10).forEach(System.out::println);    // what starts and what ends
 * }
 * }</pre>
 *
 * <p>Listings leave out what ends while they are made. Thread-safe.
 */
public final class Ps {
  private Ps() {}

  private static ProcessSource source() {
    return ProcessSource.ofThisSystem();
  }

  /** Returns the numbers of all processes, sorted. */
  public static List<Long> pids() {
    return source().pids();
  }

  /** Returns whether there is a process of this number, a zombie included. */
  public static boolean pidExists(long pid) {
    return pid >= 0 && source().look(pid).isPresent();
  }

  /**
   * Returns a process.
   *
   * @throws IllegalArgumentException if {@code pid} is negative
   * @throws NoSuchProcessException if there is none of this number
   */
  public static OsProcess of(long pid) {
    return new OsProcess(source(), look(pid));
  }

  private static ProcessInfo look(long pid) {
    if (pid < 0) {
      throw new IllegalArgumentException("pid must be >= 0, was " + pid);
    }
    return source()
        .look(pid)
        .orElseThrow(() -> new NoSuchProcessException(pid, "there is no process " + pid));
  }

  /** Returns the process that calls. */
  public static OsProcess current() {
    return of(ProcessHandle.current().pid());
  }

  /** Returns all processes, in the order of their numbers. Python's {@code process_iter}. */
  public static List<OsProcess> all() {
    ProcessSource source = source();
    return source.lookAtAll().stream().map(seen -> new OsProcess(source, seen)).toList();
  }

  /**
   * Looks at all processes, once, and returns the facts that are cheap, in the order of their
   * numbers.
   */
  public static List<ProcessInfo> snapshot() {
    return source().lookAtAll();
  }

  /**
   * Returns chosen facts of all processes, in the order of their numbers. Python's
   * {@code process_iter(attrs)}.
   *
   * @param wanted all where none is named
   */
  public static List<Map<Fact, Object>> facts(Fact... wanted) {
    ProcessSource source = source();
    List<Map<Fact, Object>> facts = new ArrayList<>();
    for (ProcessInfo seen : source.lookAtAll()) {
      try {
        facts.add(Fact.of(seen, new OsProcess(source, seen), wanted));
      } catch (NoSuchProcessException ended) {
        // It is left out.
      }
    }
    return facts;
  }

  /** Returns all processes as trees, each of a process without a parent and those below it. */
  public static List<ProcessTree> trees() {
    return ProcessTree.of(snapshot());
  }

  /**
   * Returns a process and those below it.
   *
   * @throws IllegalArgumentException if {@code pid} is negative
   * @throws NoSuchProcessException if there is none of this number
   */
  public static ProcessTree tree(long pid) {
    return ProcessTree.below(look(pid), snapshot());
  }

  /**
   * Returns what changes from now on: which processes start, which end, and which become something
   * else. The stream has no end but its {@linkplain Stream#close() close}; it looks at all
   * processes, once an interval, on the thread that reads it, which waits meanwhile. A process that
   * lives for less than an interval may be missed. A thread that is interrupted while it waits gets
   * a {@link io.troupe.TroupeException} and keeps its interrupt.
   *
   * @param interval more than zero
   * @throws IllegalArgumentException if {@code interval} is zero or negative
   */
  public static Stream<ProcessChange> changes(Duration interval) {
    return ChangeStream.of(source(), interval);
  }
}
