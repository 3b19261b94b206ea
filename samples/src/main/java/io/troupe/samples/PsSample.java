package io.troupe.samples;

import io.troupe.ps.NetConnection;
import io.troupe.ps.NoSuchProcessException;
import io.troupe.ps.OsProcess;
import io.troupe.ps.ProcessChange;
import io.troupe.ps.ProcessInfo;
import io.troupe.ps.Ps;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * Lists the processes of the machine, tells all of one, draws their tree, or watches them come and
 * go.
 *
 * <p>Python's original, for each process and eighteen facts:
 *
 * <pre>{@code
 * for proc in psutil.process_iter():
 *     print(proc.pid, proc.name(), proc.exe(), proc.cwd(), proc.cmdline(), ...)
 * }</pre>
 *
 * <p>Run it with {@code samples/run ps [PID | --tree [PID] | --watch [CHANGES]]}. Without arguments
 * it prints a table:
 *
 * <pre>
 *     PID    PPID USER      STATUS     THREADS   MB TERMINAL   NAME
 *       1       0 root      sleeping         1   12 -          systemd
 *    4242    4100 alice     running         27   96 /dev/pts/0 java
 * </pre>
 */
public final class PsSample {
  private static final double MEGABYTE = 1e6;

  private PsSample() {}

  public static void main(String[] args) {
    String what = args.length == 0 ? "" : args[0];
    String number = args.length < 2 ? "" : args[1];
    try {
      switch (what) {
        case "" -> table();
        case "--tree" -> tree(number);
        case "--watch" -> watch(number.isEmpty() ? Long.MAX_VALUE : Long.parseLong(number));
        default -> facts(Ps.of(Long.parseLong(what)));
      }
    } catch (NoSuchProcessException e) {
      System.out.println("Gone: " + e.getMessage());
    }
  }

  private static void table() {
    String row = "%7s %7s %-9s %-10s %7s %6s %-10s %s%n";
    System.out.printf(row, "PID", "PPID", "USER", "STATUS", "THREADS", "MB", "TERMINAL", "NAME");
    for (ProcessInfo each : Ps.snapshot()) {
      System.out.printf(
          row,
          each.pid(),
          each.ppid(),
          each.username().orElse("-"),
          each.status(),
          each.numThreads(),
          Math.round(each.memory().rss() / MEGABYTE),
          each.terminal().orElse("-"),
          each.name());
    }
  }

  /** What the system does not tell is empty. */
  private static void facts(OsProcess process) {
    print("number", process.pid());
    print("name", process.name());
    print("executable", process.exe());
    print("directory", process.cwd());
    print("command line", process.cmdline());
    print("parent's number", process.ppid());
    print("parent's name", process.parent().map(OsProcess::name));
    print("status", process.status());
    print("user", process.username());
    print("creation time", process.createTime());
    print("terminal", process.terminal());
    print("CPU times", process.cpuTimes());
    print("memory", process.memoryInfo());
    print("open files", process.openFiles());
    print("connections", process.netConnections(NetConnection.Kind.ALL));
    print("thread count", process.numThreads());
    print("threads", process.threads());
    print("environment", process.environ());
  }

  private static void print(String fact, Object value) {
    System.out.printf("%-16s %s%n", fact, String.valueOf(value).replace("\n", "\\n"));
  }

  private static void tree(String pid) {
    if (pid.isEmpty()) {
      Ps.trees().forEach(System.out::print);
    } else {
      System.out.print(Ps.tree(Long.parseLong(pid)));
    }
  }

  private static void watch(long count) {
    try (Stream<ProcessChange> changes = Ps.changes(Duration.ofMillis(200))) {
      changes.limit(count).forEach(System.out::println);
    }
  }
}
