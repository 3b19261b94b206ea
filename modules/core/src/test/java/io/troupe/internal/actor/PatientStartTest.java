package io.troupe.internal.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.Process;
import io.troupe.ProcessStartException;
import io.troupe.spi.ProcessSite;
import io.troupe.spi.SiteProcess;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PatientStartTest {

  /** A place without room. */
  private static final class Full implements ProcessSite {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch givenUp = new CountDownLatch(1);

    @Override
    public int slots() {
      return 1;
    }

    @Override
    public SiteProcess start(Order order) throws InterruptedException {
      asked.countDown();
      try {
        new CountDownLatch(1).await();
        throw new IllegalStateException("nothing ends this wait");
      } finally {
        givenUp.countDown();
      }
    }
  }

  /** A place where nothing can be started. */
  private static final class Broken implements ProcessSite {
    @Override
    public int slots() {
      return 1;
    }

    @Override
    public SiteProcess start(Order order) throws IOException {
      throw new IOException("broken");
    }
  }

  private static Process processAt(ProcessSite site) {
    return Process.of(PatientStartTest::nothing).daemon(true).on(site);
  }

  static void nothing() {}

  @Test
  void kill_whileItWaitsForRoom_givesTheStartUp() throws Exception {
    Full site = new Full();
    PatientStart start = PatientStart.of(processAt(site));
    site.asked.await();
    assertThat(start.started().toCompletableFuture()).isNotDone();
    start.kill();

    assertThat(site.givenUp.await(50, TimeUnit.SECONDS)).isTrue();
    assertThatThrownBy(start.started().toCompletableFuture()::join)
        .isInstanceOf(CancellationException.class);
    start.kill(); // again has no effect
  }

  @Test
  void start_thatIsRefused_failsWithTheReason() {
    PatientStart start = PatientStart.of(processAt(new Broken()));

    assertThatThrownBy(start.started().toCompletableFuture()::join)
        .hasCauseInstanceOf(ProcessStartException.class)
        .hasMessageContaining("broken");
    start.kill(); // there is nothing to be ended
  }
}
