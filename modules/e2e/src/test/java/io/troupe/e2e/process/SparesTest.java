package io.troupe.e2e.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.troupe.Process;
import io.troupe.Troupe;
import io.troupe.e2e.support.ProgramRun;
import io.troupe.e2e.support.Scratch;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How many spares there are, as the program sees and decides it. */
class SparesTest {

  private static void nothing() {
    // A process that ends at once.
  }

  static final class AsksForOne {
    public static void main(String[] args) throws Exception {
      Troupe.spares(1);
      Process.of(SparesTest::nothing).start().join();
      await().atMost(Scratch.PATIENCE).until(() -> Troupe.sparesReady() == 1);
      System.out.println("ready");
    }
  }

  @AfterEach
  void backToTheDefault() {
    Troupe.spares(1);
  }

  private static void awaitSpares(int count) throws InterruptedException {
    for (int i = 0; i < 2; i++) {
      Process.of(SparesTest::nothing).start().join();
    }
    await().atMost(Scratch.PATIENCE).until(() -> Troupe.sparesReady() == count);
  }

  @Test
  void fewerWanted_theOthersLeaveAtOnce() throws InterruptedException {
    Troupe.spares(2);
    awaitSpares(2);
    List<ProcessHandle> spares = ProcessHandle.current().children().toList();

    Troupe.spares(0);

    await().atMost(Scratch.PATIENCE).until(() -> Troupe.sparesReady() == 0);
    spares.forEach(spare -> Scratch.awaitGone(spare.pid()));
  }

  @Test
  void noneWanted_processesStartAllTheSame() throws InterruptedException {
    Troupe.spares(0);
    Process process = Process.of(SparesTest::nothing).start();

    process.join();

    assertThat(process.exitCode()).hasValue(0);
    assertThat(Troupe.sparesReady()).isZero();
  }

  @Test
  void askedForBeforeTheFirstStart_oneIsReadyForTheSecond() throws Exception {
    ProgramRun run = ProgramRun.of(AsksForOne.class, List.of());

    assertThat(run.out()).as(run.err()).contains("ready");
  }

  @Test
  void oneProcessAfterTheOther_theNextOneBootsBesideTheLast() throws InterruptedException {
    Troupe.spares(1);
    int bootedAhead = 0;
    for (int i = 0; i < 10; i++) {
      List<ProcessHandle> before = ProcessHandle.current().children().toList();
      Process process = Process.of(SparesTest::nothing).start();
      process.join();
      assertThat(process.exitCode()).hasValue(0);
      bootedAhead += before.stream().anyMatch(child -> child.pid() == process.pid()) ? 1 : 0;
    }

    assertThat(bootedAhead).isGreaterThanOrEqualTo(5); // from the third or fourth on
  }

  @Test
  void negative_isRefused() {
    assertThatThrownBy(() -> Troupe.spares(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
  }
}
