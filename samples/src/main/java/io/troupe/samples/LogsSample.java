package io.troupe.samples;

import io.troupe.Process;
import io.troupe.Troupe;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs from four processes into one place; one of them is killed, and its last words are there.
 *
 * <p>Python's original, the recipe of its logging cookbook:
 *
 * <pre>{@code
 * queue = Queue(-1)
 * listener = QueueListener(queue, StreamHandler())       # in the main process
 * ...
 * logging.getLogger().addHandler(QueueHandler(queue))    # in each worker
 * }</pre>
 *
 * <p>Run it with {@code samples/run logs}. It prints what the workers log, each in its order, by
 * the logging that this program has, and then how they ended:
 *
 * <pre>
 * [worker-1/main] INFO worker - step 1 of 3
 * [worker-3/main] INFO worker - step 2 of 3
 * [worker-3/main] ERROR worker - these are my last words
 * worker-3 ended with -9
 * </pre>
 */
public final class LogsSample {
  private LogsSample() {}

  public static void main(String[] args) throws InterruptedException {
    System.setProperty("org.slf4j.simpleLogger.logFile", "System.out");
    System.setProperty("org.slf4j.simpleLogger.showThreadName", "true");
    System.setProperty("org.slf4j.simpleLogger.log.worker", "info");

    Troupe.forwardLogs(true);
    List<Process> workers = IntStream.rangeClosed(1, 4)
        .mapToObj(n -> Process.of(LogsSample::work, n).name("worker-" + n).start())
        .toList();
    for (Process worker : workers) {
      worker.join();
      System.out.println(worker.name() + " ended with " + worker.exitCode().getAsInt());
    }
  }

  static void work(int number) throws IOException, InterruptedException {
    Logger log = LoggerFactory.getLogger("worker");
    for (int step = 1; step <= 3; step++) {
      log.info("step {} of 3", step);
      if (number == 3 && step == 2) {
        log.error("these are my last words");
        new ProcessBuilder("kill", "-9", Long.toString(Process.current().pid())).start();
        Thread.sleep(Long.MAX_VALUE);
      }
    }
  }
}
