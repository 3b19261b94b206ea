package io.troupe.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.Process;
import io.troupe.cluster.Cluster;
import io.troupe.cluster.Failover;
import io.troupe.e2e.support.TestNode;
import io.troupe.e2e.support.TestVoters;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What processes on three nodes and one beside them see of failover objects, while the node that
 * leads is stopped, goes on, and another one is killed with the process on it, must be explained by
 * some order in which their calls took effect.
 */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class FailoverHistoriesTest {
  private static final int NODES = 3;

  @TempDir
  static Path directory;

  @Test
  void historiesOfSeveralProcesses_areLinearizable_throughTheLossOfLeaders() throws Exception {
    try (TestVoters voters = TestVoters.start(directory, NODES, 1);
        Cluster cluster = voters.connect(voters.follower())) {
      Failover name = cluster.failover("histories");
      Desks desks = new Desks(directory);
      List<Process> clients = new ArrayList<>();
      for (TestNode node : voters.nodes()) {
        clients.add(Process.of(RandomClient::run, name, desks.add())
            .on(cluster.node(node.address()))
            .start());
      }
      clients.add(Process.of(RandomClient::run, name, desks.add()).start());
      desks.awaitMoreCalls();

      voters.stopLeaderForAWhile();
      desks.awaitMoreCalls();

      TestNode leader = voters.leader();
      int lost = voters.nodes().indexOf(leader);
      voters.kill(leader);
      Desks.awaitMoreCalls(desks.without(desks.get(lost)));

      desks.stop();
      clients.remove(lost);
      for (Process client : clients) {
        assertThat(client.join(Desks.LIMIT)).isTrue();
        assertThat(client.exitCode()).hasValue(0);
      }
      desks.check();
    }
  }
}
