package io.troupe.e2e.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.Context;
import io.troupe.Output;
import io.troupe.Process;
import io.troupe.StartMethod;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An interrupt is for the work of a process, however early it comes. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ProcessInterruptTest {

  /** Takes so long to be decoded that an interrupt comes meanwhile, and minds it. */
  record Slow(String text) {
    Slow {
      if (!Process.current().name().equals("MainProcess")) {
        takeLong();
      }
    }

    private static void takeLong() {
      long begin = System.nanoTime();
      while (System.nanoTime() - begin < TimeUnit.MILLISECONDS.toNanos(300)) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        if (Thread.currentThread().isInterrupted()) {
          throw new IllegalStateException("interrupted while it was decoded");
        }
      }
    }
  }

  static void waitWith(Slow slow) {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      System.out.print("interrupted with " + slow.text());
    }
  }

  @Test
  void interrupt_rightAfterStart_isKeptForTheWork() throws Exception {
    for (int i = 0; i < 3; i++) { // anew, and from a spare
      Process process = Process.of(ProcessInterruptTest::waitWith, new Slow("much"))
          .output(Output.CAPTURED)
          .start();

      process.interrupt();
      process.join();

      assertThat(process.capturedOutput()).isEqualTo("interrupted with much");
      assertThat(process.exitCode()).hasValue(0);
    }
  }

  @Test
  void interrupt_threadRightAfterStart_isHeard() throws Exception {
    for (int i = 0; i < 100; i++) {
      Process process = Context.of(StartMethod.THREAD)
          .process(ProcessInterruptTest::waitWith, new Slow("no text"))
          .start();

      process.interrupt();
      process.join();

      assertThat(process.exitCode()).hasValue(0);
    }
  }
}
