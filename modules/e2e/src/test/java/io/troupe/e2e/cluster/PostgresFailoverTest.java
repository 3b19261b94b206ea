package io.troupe.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.Process;
import io.troupe.Queue;
import io.troupe.cluster.Cluster;
import io.troupe.cluster.ClusterKeys;
import io.troupe.cluster.Failover;
import io.troupe.cluster.FailoverHold;
import io.troupe.cluster.FailoverLock;
import io.troupe.cluster.FailoverQueue;
import io.troupe.e2e.support.PostgresServer;
import io.troupe.e2e.support.Signals;
import io.troupe.e2e.support.TestNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Failover objects that a database keeps, through the loss of it, of a node, and of all nodes. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PostgresFailoverTest {
  private static final int NODES = 3;

  @TempDir
  static Path directory;

  private static PostgresServer server;
  private static final List<TestNode> nodes = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    PostgresServer.missing().ifPresent(why -> Assumptions.abort(why));
    server = PostgresServer.start();
    ClusterKeys.create(directory);
    startNodes();
  }

  @AfterAll
  static void end() throws Exception {
    nodes.forEach(TestNode::close);
    if (server != null) {
      server.close();
    }
  }

  private static TestNode.Kind kind() {
    return new TestNode.Kind(1).withPostgres(server.options());
  }

  private static String[] addresses() {
    return nodes.stream().map(TestNode::address).toArray(String[]::new);
  }

  private static void startNodes() throws Exception {
    while (nodes.size() < NODES) {
      nodes.add(TestNode.start(directory, kind(), addresses()));
    }
  }

  private static Cluster connect() throws IOException {
    return Cluster.connect(
        nodes.get(0).address(), ClusterKeys.load(directory.resolve("program.key")));
  }

  @Test
  @Order(1)
  void histories_areLinearizable_throughTheEndOfTheDatabaseAndTheLossOfANode() throws Exception {
    try (Cluster cluster = connect()) {
      Failover name = cluster.failover("histories");
      Desks desks = new Desks(directory);
      List<Process> clients = new ArrayList<>();
      for (TestNode node : nodes) {
        clients.add(Process.of(RandomClient::run, name, desks.add())
            .on(cluster.node(node.address()))
            .start());
      }
      clients.add(Process.of(RandomClient::run, name, desks.add()).start());
      desks.awaitMoreCalls();

      server.endAtOnce();
      server.begin();
      desks.awaitMoreCalls();

      int lost = NODES - 1;
      nodes.remove(lost).kill();
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

  @Test
  @Order(2)
  void nodeWithoutTheDatabase_orWithAnother_isRefused() {
    assertThatThrownBy(() -> TestNode.start(directory, 1, addresses()))
        .hasMessageContaining("has its failover objects in a Postgres database")
        .hasMessageContaining("this one in the memory of the nodes");
    TestNode.Kind other = new TestNode.Kind(1).withPostgres(server.options().withName("other"));
    assertThatThrownBy(() -> TestNode.start(directory, other, addresses()))
        .hasMessageContaining("in another one, or by another name");
  }

  static void holdForEver(FailoverLock lock, Queue<Long> tokens) throws InterruptedException {
    tokens.put(lock.acquire().token());
    Thread.sleep(Long.MAX_VALUE);
  }

  /** The oldest node tells the log the time, unless it has been slow. */
  @Test
  @Order(3)
  void oldestNodeIsStopped_othersGoOnAndWhatWasHeldThereIsFree() throws Exception {
    startNodes();
    TestNode oldest = nodes.remove(0);
    try (Cluster cluster = connect()) {
      FailoverLock lock = cluster.failover("stopped").lock();
      Queue<Long> tokens = Queue.create();
      Process.of(PostgresFailoverTest::holdForEver, lock, tokens)
          .on(cluster.node(oldest.address()))
          .start();
      long first = tokens.get();
      Signals.send("STOP", oldest.process().pid());

      assertThat(cluster.failover("stopped").counter().increment()).isEqualTo(1);
      try (FailoverHold held = lock.acquire()) {
        assertThat(held.token()).isGreaterThan(first);
      }
    } finally {
      oldest.kill();
    }
  }

  @Test
  @Order(4)
  void allNodesAreLost_objectsAreThereForNewOnes_andWhatADeadProgramHeldIsFree() throws Exception {
    long token;
    try (Cluster cluster = connect()) {
      Failover name = cluster.failover("kept");
      name.counter().add(7);
      name.<String, Integer>map().put("a", 1);
      FailoverQueue<String> queue = name.queue();
      queue.put("first");
      queue.put("second");
      FailoverHold held = name.lock().acquire();
      token = held.token();
      for (TestNode node : nodes) {
        node.kill();
      }
    }
    nodes.clear();
    startNodes();

    try (Cluster cluster = connect()) {
      Failover name = cluster.failover("kept");
      assertThat(name.counter().value()).isEqualTo(7);
      assertThat(name.<String, Integer>map().get("a")).contains(1);
      FailoverQueue<String> queue = name.queue();
      assertThat(queue.get()).isEqualTo("first");
      assertThat(queue.get()).isEqualTo("second");
      try (FailoverHold held = name.lock().acquire()) {
        assertThat(held.token()).isGreaterThan(token);
      }
    }
  }
}
