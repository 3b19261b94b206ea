package io.troupe.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clusters of nodes on this machine, which are killed. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ClusterSamplesTest extends SampleTest {
  @Test
  void cluster_losesANodeAndGetsAnother() throws Exception {
    SampleRun run = run(ClusterSample.class);

    run.only("Three nodes are up, with 2 slots each\\.");
    run.only("\\d processes have summed the first 100 numbers\\.");
    run.only("One node is killed: \\d processes go on\\.");
    run.only("A fourth node has joined: \\d processes work\\.");
    run.only("All 600 results are right\\.");
  }

  @Test
  void clusterMap_keepsAllWhenANodeIsLost_andGivesItToOneThatJoins() throws Exception {
    assertThat(run(ClusterMapSample.class).lines())
        .containsExactly(
            "3 nodes count.",
            "10 words, 'the' 3 times",
            "The node that this program uses is killed.",
            "10 words, 'the' 3 times",
            "A fourth node has joined. Another program uses that:",
            "10 words, 'the' 3 times");
  }

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

  @Test
  void clusterWordcount_countsWhatWasWritten() throws Exception {
    SampleRun run = run(ClusterWordcountSample.class);

    run.only("3 nodes with 2 slots each count 30 files\\.");
    run.only("600000 words, 1000 different ones; the most frequent:");
    run.only(" +\\d+ w1");
    run.only("All counts are what was written; [1-6] processes have counted\\.");
  }

  @Test
  void clusterActors_passATokenRoundAndCloseTheRing() throws Exception {
    assertThat(run(ClusterActorsSample.class).lines())
        .containsExactly(
            "Three actors on 3 nodes form a ring.",
            "A token was passed on 300 times; the actors had it [100, 100, 100] times.",
            "The second node is killed. Actor 0 says: the next has ended.",
            "A token was passed on 200 times; the actors had it [200, 200] times.");
  }
}
