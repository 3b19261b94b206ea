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
