package io.troupe.benchmarks;

import io.troupe.Process;
import io.troupe.Queue;
import io.troupe.benchmarks.comparison.Await;
import io.troupe.benchmarks.comparison.Work;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has four processes log at once, and the logging of this one format and write it, to nowhere. */
final class LogBurst implements Work {
  private static final int PROCESSES = 4;

  private final PrintStream standardError = System.err;
  private final Lines lines = new Lines();
  private final Queue<Integer> counts = Queue.create();
  private final List<Process> processes;

  /** Counts the lines that are printed, and those of which it is said that they were dropped. */
  private static final class Lines extends PrintStream {
    private static final Pattern DROPPED = Pattern.compile("(\\d+) log events of .* were dropped");

    private final AtomicInteger written = new AtomicInteger();
    private final AtomicInteger dropped = new AtomicInteger();

    Lines() {
      super(OutputStream.nullOutputStream());
    }

    @Override
    public void println(@Nullable String line) {
      Matcher matcher = DROPPED.matcher(String.valueOf(line));
      if (matcher.find()) {
        dropped.addAndGet(Integer.parseInt(matcher.group(1)));
      } else {
        written.incrementAndGet();
      }
    }
  }

  LogBurst() {
    System.setErr(lines);
    processes = IntStream.range(0, PROCESSES)
        .mapToObj(i -> Process.of(LogBurst::log, counts).forwardLogs(true).start())
        .toList();
  }

  /** Logs as many events as the next count says; ends at a count of 0. */
  static void log(Queue<Integer> counts) throws InterruptedException {
    Logger logger = LoggerFactory.getLogger("burst");
    for (int count = counts.get(); count > 0; count = counts.get()) {
      for (int i = 0; i < count; i++) {
        logger.warn("line {} of {}", i, count);
      }
    }
  }

  @Override
  public double round(int count) throws InterruptedException {
    lines.written.set(0);
    lines.dropped.set(0);
    long begin = System.nanoTime();
    for (int i = 0; i < PROCESSES; i++) {
      counts.put(count / PROCESSES);
    }
    Await.until(
        "all lines are written, or said to be dropped",
        () -> lines.written.get() + lines.dropped.get() >= count);
    return System.nanoTime() - begin;
  }

  @Override
  public String note() {
    return lines.dropped + " dropped";
  }

  @Override
  public void close() {
    processes.forEach(process -> counts.add(0));
    processes.forEach(QueueRoundTrip::join);
    System.setErr(standardError);
  }
}
