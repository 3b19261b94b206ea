package io.troupe.e2e.logs;

import io.troupe.Output;
import io.troupe.Pool;
import io.troupe.Process;
import io.troupe.Troupe;
import io.troupe.sync.Event;
import java.util.List;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.MarkerFactory;
import org.slf4j.event.Level;

/** Whole programs whose processes log. */
final class LogPrograms {
  private LogPrograms() {}

  static final class Unknown extends Exception {
    private static final long serialVersionUID = 1L;

    Unknown(String message) {
      super(message);
    }
  }

  /** One event with all that an event can have. */
  static final class Rich {
    public static void main(String[] args) throws Exception {
      Process child = Process.of(Rich::work).name("child").forwardLogs(true).start();
      child.join();
      System.out.println("pid=" + child.pid());
    }

    static void work() {
      Thread.currentThread().setName("mine");
      MDC.put("request", "r-7");
      LoggerFactory.getLogger("app.Rich")
          .atWarn()
          .addMarker(MarkerFactory.getMarker("AUDIT"))
          .addKeyValue("size", 3)
          .setCause(new IllegalStateException("outer", new Unknown("inner")))
          .log("said {} of {}", 1, "two {}");
    }
  }

  /** Each process says which levels its loggers let through. */
  static final class Levels {
    public static void main(String[] args) throws Exception {
      Process.of(Levels::print).forwardLogs(true).start().join();
      Process.of(Levels::print)
          .forwardLogs(true)
          .logLevel("app", Level.ERROR)
          .start()
          .join();
    }

    static void print() {
      System.out.println(List.of(
          level("app.other"),
          level("app.quiet.deep"),
          level("app.loud"),
          level(Logger.ROOT_LOGGER_NAME)));
    }

    private static String level(String name) {
      Logger logger = LoggerFactory.getLogger(name);
      for (Level level : List.of(Level.TRACE, Level.DEBUG, Level.INFO, Level.WARN, Level.ERROR)) {
        if (logger.isEnabledForLevel(level)) {
          return level.name();
        }
      }
      return "OFF";
    }
  }

  /** The level of a running process changes between two of its lines. */
  static final class LevelChanges {
    public static void main(String[] args) throws Exception {
      Event asked = Event.create();
      Event changed = Event.create();
      Process child =
          Process.of(LevelChanges::work, asked, changed).forwardLogs(true).start();
      asked.await();
      child.logLevel("app", Level.ERROR);
      changed.set();
      child.join();
    }

    static void work(Event asked, Event changed) throws Exception {
      Logger logger = LoggerFactory.getLogger("app.Changes");
      logger.info("before");
      asked.set();
      changed.await();
      logger.info("suppressed");
      logger.error("after");
    }
  }

  /** Logs and is gone, in the way that the argument says. */
  static final class LastWords {
    public static void main(String[] args) throws Exception {
      Process child =
          Process.of(LastWords::work, args[0]).name("victim").forwardLogs(true).start();
      child.join();
      System.out.println("exit " + child.exitCode().getAsInt());
    }

    static void work(String how) throws Exception {
      LoggerFactory.getLogger("app.Last").error("last words");
      if (how.equals("halt")) {
        Runtime.getRuntime().halt(3);
      }
      new ProcessBuilder("kill", "-9", Long.toString(ProcessHandle.current().pid())).start();
      Thread.sleep(Long.MAX_VALUE);
    }
  }

  /** Workers of a pool, and all else that Troupe starts. */
  static final class Everything {
    public static void main(String[] args) throws Exception {
      Troupe.forwardLogs(true);
      try (Pool pool = Pool.builder().processes(2).mayHaveChildren(true).start()) {
        pool.map(Everything::task, List.of(1, 2, 3));
        pool.apply(() -> {
          Process.of(() -> LoggerFactory.getLogger("app.Nested").info("nested"))
              .name("grandchild")
              .start()
              .join();
          return null;
        });
      }
    }

    static int task(int number) {
      LoggerFactory.getLogger("app.Pool").info("task {}", number);
      return number;
    }
  }

  /** A process that is one that was kept ready, and a second one that is started without a log. */
  static final class FromSpare {
    public static void main(String[] args) throws Exception {
      Troupe.forwardLogs(true);
      for (int i = 0; i < 2; i++) {
        Process.of(() -> {}).start().join();
      }
      while (Troupe.sparesReady() == 0) {
        Thread.sleep(10);
      }
      Process.of(() -> LoggerFactory.getLogger("app.Spare").debug("from a spare"))
          .name("third")
          .logLevel("app.Spare", Level.DEBUG)
          .start()
          .join();
      Process.of(() -> System.out.println(System.getProperty("slf4j.provider")))
          .forwardLogs(false)
          .start()
          .join();
    }
  }

  /** Prints, and its log stays its own. */
  static final class Prints {
    public static void main(String[] args) throws Exception {
      Process.of(Prints::work).name("printer").output(Output.LOGGED).start().join();
    }

    static void work() {
      System.out.print("a\r\nb\n\nend");
    }
  }

  /** What does not log by SLF4J. */
  static final class OtherWays {
    public static void main(String[] args) throws Exception {
      Process.of(OtherWays::work)
          .name("other")
          .forwardLogs(true)
          .output(Output.LOGGED)
          .start()
          .join();
    }

    static void work() {
      java.util.logging.Logger jul = java.util.logging.Logger.getLogger("app.jul");
      jul.warning("by java.util.logging");
      jul.fine("below its level");
      System.getLogger("app.system").log(System.Logger.Level.INFO, "by System.Logger {0}", 7);
      System.out.println("by standard output");
      System.err.print("by standard error, unended");
    }
  }

  /** A burst of four processes, one of which is killed in the middle. */
  static final class Burst {
    static final int EACH = 25_000;

    public static void main(String[] args) throws Exception {
      Troupe.forwardLogs(true);
      List<Process> processes = IntStream.range(0, 4)
          .mapToObj(i -> Process.of(Burst::work, i).name("burst-" + i).start())
          .toList();
      for (Process process : processes) {
        process.join();
      }
    }

    static void work(int number) throws Exception {
      Logger logger = LoggerFactory.getLogger("app.Burst");
      for (int i = 0; i < EACH; i++) {
        logger.info("line {} of {}", i, number);
        if (number == 3 && i == EACH / 2) {
          Runtime.getRuntime().halt(9);
        }
      }
    }
  }

  /** Python's {@code log_to_stderr}. */
  static final class ToStandardError {
    public static void main(String[] args) throws Exception {
      Troupe.logToStderr(Level.INFO).warn("doomed {}", 1);
      Troupe.logger().debug("not said");
      Troupe.logToStderr(Level.INFO).info("once");
      Process.of(() -> Troupe.logger().info("from a child")).start().join();
    }
  }

  /** Does what every program does, and says which of the classes for logs were loaded. */
  static final class WithoutLogs {
    public static void main(String[] args) throws Exception {
      try (Pool pool = Pool.of(1)) {
        pool.apply(() -> 1);
      }
      Process.of(() -> {}).jvmOptions("-Xlog:class+load:stdout").start().join();
    }
  }
}
