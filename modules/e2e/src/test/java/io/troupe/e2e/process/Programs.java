package io.troupe.e2e.process;

import io.troupe.Process;
import io.troupe.e2e.support.Scratch;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** Whole programs that the tests run. */
final class Programs {
  private Programs() {}

  static final class StartAndSleep {
    public static void main(String[] args) throws Exception {
      Process.of(ProcessFamilyTest::sleepForever, args[0]).start().join();
    }
  }

  static final class DaemonAndOther {
    public static void main(String[] args) {
      Process.of(ProcessFamilyTest::sleepForever, args[0]).daemon(true).start();
      Process.of(DaemonAndOther::work, args[1]).start();
      Scratch.await(Path.of(args[0]));
    }

    static void work(String file) throws Exception {
      Scratch.write(file, "done");
    }
  }

  static final class StartsWithoutGuard {
    public static void main(String[] args) throws Exception {
      System.out.println("main");
      Process.of(() -> System.out.println("child")).start().join();
    }
  }

  static final class PrintLevelsOfChild {
    public static void main(String[] args) throws Exception {
      print();
      Process.of(PrintLevelsOfChild::print).start().join();
    }

    static void print() {
      System.out.println(level("io.troupe.e2e") + ", else " + level("io.troupe"));
    }

    private static String level(String logger) {
      return LoggerFactory.getLogger(logger).isDebugEnabled() ? "debug" : "error";
    }
  }

  static final class PrintFlagsOfGrandchild {
    public static void main(String[] args) throws Exception {
      Process.of(PrintFlagsOfGrandchild::child).start().join();
    }

    static void child() throws Exception {
      Process.of(PrintFlagsOfGrandchild::grandchild).start().join();
    }

    static void grandchild() {
      System.out.println(
          PrintFlagsOfGrandchild.class.desiredAssertionStatus() + " " + System.getProperty("flag"));
    }
  }
}
