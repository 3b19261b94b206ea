package io.troupe.e2e.logs;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.troupe.Pool;
import io.troupe.Process;
import io.troupe.Troupe;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.event.Level;

/** What cannot be asked of the logs of processes. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LogOptionsTest {

  @Test
  void levelOfAProcess_whoseLogDoesNotComeHere_isRefused() {
    Process process = Process.of(() -> {}).name("alone");

    assertThatIllegalStateException()
        .isThrownBy(() -> process.logLevel("app", Level.DEBUG))
        .withMessage(
            "the log of process 'alone' does not come here; call forwardLogs(true) before it starts");
  }

  @Test
  void levelOfAPool_whoseLogsDoNotComeHere_isRefused() {
    try (Pool pool = Pool.builder().processes(1).name("alone").start()) {
      assertThatIllegalStateException()
          .isThrownBy(() -> pool.logLevel("app", Level.DEBUG))
          .withMessageContaining("alone")
          .withMessageContaining("forwardLogs(true)");
    }
  }

  @Test
  void forwardLogs_afterTheStart_isRefused() throws InterruptedException {
    Process process = Process.of(() -> {}).start();

    assertThatIllegalStateException().isThrownBy(() -> process.forwardLogs(true));
    process.join();
  }

  @Test
  void nothing_isRefused() {
    Process process = Process.of(() -> {}).forwardLogs(true);

    assertThatNullPointerException()
        .isThrownBy(() -> process.logLevel(null, Level.DEBUG))
        .withMessage("logger");
    assertThatNullPointerException()
        .isThrownBy(() -> process.logLevel("app", null))
        .withMessage("level");
    assertThatNullPointerException()
        .isThrownBy(() -> Troupe.logLevel(null, Level.INFO))
        .withMessage("logger");
    assertThatNullPointerException()
        .isThrownBy(() -> Troupe.logToStderr(null))
        .withMessage("level");
  }
}
