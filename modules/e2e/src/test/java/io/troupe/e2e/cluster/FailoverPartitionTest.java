package io.troupe.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.troupe.cluster.Cluster;
import io.troupe.cluster.ClusterKeys;
import io.troupe.cluster.Consistency;
import io.troupe.cluster.ReplicatedMap;
import io.troupe.cluster.ReplicationException;
import io.troupe.e2e.cluster.RandomClient.Desk;
import io.troupe.e2e.history.Diary;
import io.troupe.e2e.support.ProgramRun;
import io.troupe.e2e.support.TestNet;
import io.troupe.e2e.support.TestVoters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Five nodes, each on a host of its own, and two programs that use failover objects all the time:
 * one on the host of the node that leads the others, and one that is alone on its host. Each has put
 * something into a replicated map before, which is to be there at the end.
 */
@Timeout(value = 400, unit = TimeUnit.SECONDS)
class FailoverPartitionTest {
  private static final int NODES = 5;
  private static final int ENTRIES = 30;

  @TempDir
  static Path directory;

  private static TestNet net;
  private static TestVoters voters;

  private final List<Process> programs = new ArrayList<>();
  private final Desks desks = new Desks(directory);

  @BeforeAll
  static void startFive() throws Exception {
    String reason = TestNet.whyNot();
    assumeTrue(reason.isEmpty(), reason);
    net = TestNet.open(NODES + 1);
    voters = TestVoters.start(directory, NODES, net);
  }

  @AfterAll
  static void end() {
    if (voters != null) {
      voters.close();
    }
    if (net != null) {
      net.close();
    }
  }

  @AfterEach
  void endPrograms() {
    programs.forEach(Process::destroyForcibly);
  }

  /** Starts one on a host, which connects by the node on another. */
  private Desk startProgram(int host, int node) throws IOException {
    Desk desk = desks.add();
    programs.add(ProgramRun.startThrough(
        net.host(host).front(),
        Program.class,
        directory.resolve("program.key").toString(),
        desk.directory(),
        Integer.toString(desk.number()),
        voters.nodes().get(node - 1).address()));
    return desk;
  }

  /** What runs beside nodes. Arguments are the key, the desk's directory and number, and a node. */
  static final class Program {
    private Program() {}

    public static void main(String[] arguments) throws Exception {
      ClusterKeys keys = ClusterKeys.load(Path.of(arguments[0]));
      Desk desk = new Desk(arguments[1], Integer.parseInt(arguments[2]));
      try (Cluster cluster = Cluster.connect(arguments[3], keys)) {
        ReplicatedMap<Integer, Integer> map =
            cluster.replicated(desk.toString()).<Integer, Integer>map().with(Consistency.MAJORITY);
        Map<Integer, Integer> entries =
            IntStream.range(0, ENTRIES).boxed().collect(Collectors.toMap(i -> i, i -> i));
        entries.forEach((key, value) -> awaitTaken(() -> {
          map.put(key, value);
          return true;
        }));
        RandomClient.run(cluster.failover(arguments[1]), desk);
        awaitTaken(() -> {
          assertThat(map.copy()).isEqualTo(entries);
          return true;
        });
      }
    }

    /** What is not confirmed in time is tried again. */
    private static void awaitTaken(Callable<Boolean> use) {
      await().atMost(Desks.LIMIT).ignoreException(ReplicationException.class).until(use);
    }
  }

  @Test
  void leaderIsCutOff_itsSideRefuses_thenAllAreRestartedOneByOne_andNothingIsLost()
      throws Exception {
    int leader = 1 + voters.nodes().indexOf(voters.leader());
    Desk beside = startProgram(leader, leader);
    Desk alone = startProgram(NODES + 1, leader % NODES + 1);
    desks.awaitMoreCalls();

    long cut = cut(leader, beside, alone);
    long healed = System.nanoTime();
    net.connect(net.host(leader));
    desks.awaitMoreCalls();

    for (int host = 1; host <= NODES; host++) {
      voters.restart(net, host);
      desks.awaitMoreCalls();
    }
    desks.stop();
    for (Process program : programs) {
      assertThat(program.waitFor(Desks.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(program.exitValue()).isZero();
    }
    desks.check();
    assertThat(Diary.operations(beside.diary()))
        .noneMatch(each -> each.begin() > cut && each.end() < healed);
    assertThat(Diary.operations(alone.diary()))
        .anyMatch(each -> each.begin() > cut && each.end() < healed);
  }

  /** Cuts the leader off, until a program is refused and the other goes on; returns when. */
  private static long cut(int leader, Desk refused, Desk goesOn) throws Exception {
    net.cut(net.host(leader));
    long cut = System.nanoTime();
    long failed = Diary.failed(refused.diary());
    Desks.awaitMoreCalls(List.of(goesOn));
    await().atMost(Desks.LIMIT).until(() -> Diary.failed(refused.diary()) > failed);
    return cut;
  }
}
