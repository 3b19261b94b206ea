package io.troupe.e2e.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.BrokenPoolException;
import io.troupe.Pool;
import io.troupe.Process;
import io.troupe.Queue;
import io.troupe.e2e.support.ProgramRun;
import io.troupe.internal.runtime.TroupeRuntime;
import io.troupe.manager.Manager;
import io.troupe.spi.ProcessLauncher;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** Processes say nothing unless the program's own code does. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class QuietTest {

  /** Uses what starts actor systems, here and in a process. */
  static final class UsesActors {
    public static void main(String[] args) throws Exception {
      work();
      Process.of(UsesActors::work).start().join();
      System.out.println("done");
    }

    static void work() throws Exception {
      TroupeRuntime.current().actors().system();
      try (Queue<Integer> queue = Queue.create();
          Manager manager = Manager.process()) {
        queue.put(manager.list(List.of(1)).size());
      }
    }
  }

  static final class BreaksPool {
    public static void main(String[] args) throws Exception {
      try (Pool pool = Pool.builder().processes(1).initializer(BreaksPool::fail).start()) {
        pool.apply(() -> 1);
      } catch (BrokenPoolException e) {
        System.out.println(e.getCause().getMessage());
      }
    }

    static void fail() {
      throw new IllegalStateException("no model");
    }
  }

  static final class LogsInProcess {
    public static void main(String[] args) throws Exception {
      Process.of(() -> LoggerFactory.getLogger("mine").warn("heard")).start().join();
    }
  }

  /** Says something and ends, instead of a JVM. */
  private static final ProcessLauncher NO_JVM =
      ProcessLauncher.through("sh", "-c", "echo no such thing >&2; exit 3", "sh");

  static final class PoolWithoutJvm {
    public static void main(String[] args) throws Exception {
      try (Pool pool = Pool.builder().processes(1).launcher(NO_JVM).start()) {
        pool.apply(() -> 1);
      } catch (BrokenPoolException e) {
        System.out.println(e.getCause().getMessage());
      }
    }
  }

  static final class ProcessWithoutJvm {
    public static void main(String[] args) throws Exception {
      Process process = Process.of(() -> {}).launcher(NO_JVM).start();
      process.join();
      System.out.println(process.exitCode());
    }
  }

  @Test
  void workerEndsBeforeItIsLinked_itsWordsAreThoseOfTheFailure() throws Exception {
    ProgramRun run = ProgramRun.of(PoolWithoutJvm.class, List.of());

    assertThat(run.out()).as(run.err()).contains("no such thing");
    assertThat(run.err().lines()).doesNotContain("no such thing");
  }

  @Test
  void processEndsBeforeItIsLinked_itsWordsAreShownOnce() throws Exception {
    ProgramRun run = ProgramRun.of(ProcessWithoutJvm.class, List.of());

    assertThat(run.out()).as(run.err()).contains("3");
    assertThat(run.err().lines().filter(line -> line.contains("no such thing"))).hasSize(1);
  }

  @Test
  void noProvider_saidByTheProgramAtMost() throws Exception {
    ProgramRun run = ProgramRun.without("slf4j-simple", UsesActors.class);

    assertThat(run.out()).as(run.err()).isEqualTo("done\n");
    assertThat(run.err().lines()).allMatch(line -> line.startsWith("SLF4J"));
    assertThat(run.err().lines().filter(line -> line.contains("No SLF4J providers")))
        .hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void simpleProviderAtInfo_nothingOnStandardError() throws Exception {
    ProgramRun run =
        ProgramRun.of(UsesActors.class, List.of("-Dorg.slf4j.simpleLogger.defaultLogLevel=info"));

    assertThat(run.out()).as(run.err()).isEqualTo("done\n");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void programLogsInAProcess_isHeard() throws Exception {
    ProgramRun run = ProgramRun.of(LogsInProcess.class, List.of());

    assertThat(run.err()).contains("heard");
  }

  static final class ClosesAtOnce {
    private ClosesAtOnce() {}

    public static void main(String[] args) {
      for (int i = 0; i < 8; i++) {
        Pool.of(2).close(); // at a moment of their start that the machine chooses
      }
      System.out.println("closed");
    }
  }

  @Test
  void poolsClosedWhileTheirWorkersStart_nothingOnStandardError() throws Exception {
    ProgramRun run = ProgramRun.of(ClosesAtOnce.class, List.of());

    assertThat(run.err()).isEmpty();
    assertThat(run.out().strip()).isEqualTo("closed");
  }

  @Test
  void initializerFails_isSaidOnceInOneLine() throws Exception {
    ProgramRun run = ProgramRun.of(BreaksPool.class, List.of());

    assertThat(run.out()).isEqualTo("no model\n");
    assertThat(run.err().lines().filter(line -> line.contains("no model"))).hasSize(1);
    assertThat(run.err()).doesNotContain("\tat ");
  }
}
