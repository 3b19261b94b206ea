package io.troupe.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Objects of a cluster on this machine, the node of which that leads the others is killed. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class FailoverSamplesTest extends SampleTest {
  @Test
  void failoverQueue_losesNoJobAndHasNoneTwice() throws Exception {
    assertThat(run(FailoverQueueSample.class).lines())
        .containsExactly(
            "A process takes job 1, and is killed.",
            "Job 1 is back.",
            "The node that led the others is killed.",
            "10 jobs are in the queue.",
            "Done: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]");
  }

  @Test
  void failoverActor_goesOnElsewhereWithItsState() throws Exception {
    assertThat(run(FailoverActorSample.class).lines())
        .containsExactly(
            "The balance is 100, in another process.",
            "That is killed. The balance is 150, in this program.",
            "The node that led the others is killed. The balance is 200, in this program.",
            "500 cannot be paid. The balance is 200, in this program.");
  }

  @Test
  void clusterLock_refusesAWriterThatHasLostIt() throws Exception {
    assertThat(run(ClusterLockSample.class).lines())
        .containsExactly(
            "A process has the lock, and writes: accepted",
            "It is killed. This program has the lock now, and writes: accepted",
            "The node that led the others is killed. The lock is acquired again, to write: accepted",
            "What the process had sent before it died comes late: refused");
  }
}
