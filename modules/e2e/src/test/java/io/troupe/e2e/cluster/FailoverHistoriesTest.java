package io.troupe.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.troupe.Process;
import io.troupe.cluster.Cluster;
import io.troupe.cluster.Failover;
import io.troupe.e2e.cluster.RandomClient.Desk;
import io.troupe.e2e.history.Counting;
import io.troupe.e2e.history.Diary;
import io.troupe.e2e.history.Entry;
import io.troupe.e2e.history.History;
import io.troupe.e2e.history.Holds;
import io.troupe.e2e.history.Holds.Hold;
import io.troupe.e2e.history.Items;
import io.troupe.e2e.history.Model;
import io.troupe.e2e.history.Operation;
import io.troupe.e2e.support.TestNode;
import io.troupe.e2e.support.TestVoters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
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
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final int NODES = 3;
  private static final int CALLS = 60;

  @TempDir
  static Path directory;

  @Test
  void historiesOfSeveralProcesses_areLinearizable_throughTheLossOfLeaders() throws Exception {
    try (TestVoters voters = TestVoters.start(directory, NODES, 1);
        Cluster cluster = voters.connect(voters.follower())) {
      Failover name = cluster.failover("histories");
      List<Desk> desks = new ArrayList<>();
      List<Process> clients = new ArrayList<>();
      for (TestNode node : voters.nodes()) {
        Desk desk = desk(desks);
        clients.add(Process.of(RandomClient::run, name, desk)
            .on(cluster.node(node.address()))
            .start());
      }
      clients.add(Process.of(RandomClient::run, name, desk(desks)).start());
      awaitMoreCalls(desks);

      voters.stopLeaderForAWhile();
      awaitMoreCalls(desks);

      TestNode leader = voters.leader();
      int lost = voters.nodes().indexOf(leader);
      voters.kill(leader);
      List<Desk> left = new ArrayList<>(desks);
      left.remove(lost);
      awaitMoreCalls(left);

      Files.createFile(desks.get(0).stop());
      clients.remove(lost);
      for (Process client : clients) {
        assertThat(client.join(LIMIT)).isTrue();
        assertThat(client.exitCode()).hasValue(0);
      }
      check(desks);
    }
  }

  private static Desk desk(List<Desk> desks) {
    Desk desk = new Desk(directory.toString(), desks.size());
    desks.add(desk);
    return desk;
  }

  /** Each of them has made some more calls. */
  private static void awaitMoreCalls(List<Desk> desks) throws IOException {
    for (Desk desk : desks) {
      long before = Diary.ended(desk.diary());
      await().atMost(LIMIT).until(() -> Diary.ended(desk.diary()) >= before + CALLS);
    }
  }

  private static void check(List<Desk> desks) throws IOException {
    List<Operation> all = new ArrayList<>();
    List<Hold> holds = new ArrayList<>();
    for (Desk desk : desks) {
      all.addAll(Diary.operations(desk.diary()));
      holds.addAll(Diary.holds(desk.diary()));
    }
    Map<String, List<Operation>> byObject =
        all.stream().collect(Collectors.groupingBy(Operation::object));
    assertThat(byObject).containsKeys("counter", "queue", "actor", "k0", "k1", "k2", "k3");
    byObject.forEach(
        (object, operations) -> assertThat(History.isLinearizable(model(object), operations))
            .as("operations on %s: %s", object, operations)
            .isTrue());
    assertThat(holds).hasSizeGreaterThan(NODES);
    assertThat(Holds.contradiction(holds)).isEmpty();
  }

  private static Model<?> model(String object) {
    return switch (object) {
      case "counter", "actor" -> new Counting();
      case "queue" -> new Items();
      default -> new Entry();
    };
  }
}
