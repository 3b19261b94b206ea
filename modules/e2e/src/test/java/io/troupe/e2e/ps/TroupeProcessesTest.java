package io.troupe.e2e.ps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.troupe.AsyncResult;
import io.troupe.Pool;
import io.troupe.Process;
import io.troupe.WorkerInfo;
import io.troupe.e2e.support.ProgramRun;
import io.troupe.e2e.support.Scratch;
import io.troupe.ps.OsProcess;
import io.troupe.ps.Ps;
import io.troupe.ps.TroupeInfo;
import io.troupe.sync.Event;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
@Tag("T35")
class TroupeProcessesTest {
  private static final ConditionFactory AWAIT = await().atMost(Scratch.PATIENCE);

  private static long waitFor(Event end) throws InterruptedException {
    end.await();
    return ProcessHandle.current().pid();
  }

  private static String seenByItself() {
    return Ps.current().troupe().flatMap(TroupeInfo::name).orElse("nobody");
  }

  @Test
  void worker_tellsPoolTaskAndWhatItHasDone() throws Exception {
    Event end = Event.create();
    try (Pool pool = Pool.builder().processes(1).start()) {
      String name = pool.apply(TroupeProcessesTest::seenByItself);
      AsyncResult<Long> result = pool.applyAsync(TroupeProcessesTest::waitFor, end);
      try {
        AWAIT.until(() -> pool.workers().get(0).runningTask().isPresent());
        WorkerInfo expected = pool.workers().get(0);
        OsProcess worker = Ps.of(expected.pid());

        TroupeInfo info = worker.troupe().orElseThrow();
        assertThat(info.pool()).hasValue(pool.name());
        assertThat(info.name()).hasValue(expected.name()).hasValue(name);
        assertThat(info.worker().orElseThrow().tasksDone()).isEqualTo(1);
        assertThat(info.worker().orElseThrow().runningTask())
            .isEqualTo(expected.runningTask())
            .isPresent();
        assertThat(info.toString())
            .contains(name + " of " + pool.name() + ": ", "waitFor", "1 tasks done");
        assertThat(worker.parent()).hasValue(Ps.current());
      } finally {
        end.set();
      }
      assertThat(result.get()).isEqualTo(pool.workers().get(0).pid());
    }
  }

  @Test
  void process_tellsItsName_andOthersAreNone() throws Exception {
    Event end = Event.create();
    Process process = Process.of(TroupeProcessesTest::hold, end).name("holder").start();

    assertThat(Ps.of(process.pid()).troupe())
        .hasValue(new TroupeInfo(Optional.of("holder"), Optional.empty(), Optional.empty()));
    assertThat(Ps.current().troupe()).isEmpty();
    assertThat(Ps.of(1).troupe()).isEmpty();
    end.set();
    process.join();
  }

  private static void hold(Event end) throws InterruptedException {
    end.await();
  }

  @Test
  void processesOfAnotherProgram_areTroupes() throws Exception {
    java.lang.Process program = ProgramRun.start(Holder.class);
    try {
      OsProcess host = Ps.of(program.pid());
      AWAIT.until(
          () -> host.children(false).stream().anyMatch(each -> each.troupe().isPresent()));
      assertThat(host.troupe()).isEmpty();
      assertThat(host.children(false))
          .extracting(OsProcess::troupe)
          .contains(
              Optional.of(new TroupeInfo(Optional.empty(), Optional.empty(), Optional.empty())));
    } finally {
      program.destroyForcibly();
    }
  }
}
