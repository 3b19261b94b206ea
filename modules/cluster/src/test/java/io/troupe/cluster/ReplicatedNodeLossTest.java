package io.troupe.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.troupe.OwnerLostException;
import io.troupe.Process;
import io.troupe.Queue;
import io.troupe.internal.cluster.call.ReplicaCalls.Kind;
import io.troupe.internal.cluster.call.ReplicaWatch;
import io.troupe.internal.cluster.gateway.Gateways;
import io.troupe.internal.runtime.TroupeRuntime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of replicated objects as nodes come and go. */
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class ReplicatedNodeLossTest {
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final int PARTS = Kind.MAP.parts();

  /** Fills a part of a map by half, so that all together are many times what crosses at once. */
  private static final int VALUE_BYTES = 30_000;

  @TempDir
  Path directory;

  @Test
  void oneNode_isNoMajority_andItsDataIsThoseOfNodesThatJoin() throws Exception {
    try (NodeProcesses nodes = new NodeProcesses(directory)) {
      String first = nodes.start();
      try (Cluster cluster = nodes.connect(first)) {
        ReplicatedMap<Integer, byte[]> map = cluster.replicated("data").map();
        int entries = fill(map);
        assertThatThrownBy(() -> map.with(Consistency.MAJORITY).put(-1, new byte[1]))
            .isInstanceOf(ReplicationException.class)
            .hasMessageContaining("there is 1");

        String second = nodes.start();

        await()
            .atMost(LIMIT)
            .ignoreExceptionsInstanceOf(ReplicationException.class) // refused, or a busy machine
            .until(() -> {
              map.with(Consistency.MAJORITY).put(-1, new byte[1]);
              return true;
            });
        assertThat(readAt(nodes, second)).isEqualTo(entries + 1);
      }
    }
  }

  /** Puts one value into each part; returns how many. */
  private static int fill(ReplicatedMap<Integer, byte[]> map) {
    Random random = new Random(7);
    int entries = 0;
    for (int key = 0; key < PARTS; key++) {
      byte[] value = new byte[VALUE_BYTES]; // what is gossiped is packed, so it must not repeat
      random.nextBytes(value);
      try {
        map.put(key, value);
        entries++;
      } catch (IllegalStateException e) {
        // this part has two already
      }
    }
    assertThat(entries * VALUE_BYTES).isGreaterThan(1_000_000);
    return entries;
  }

  /** Returns how many entries another program gets from a node that nobody has asked before. */
  private static int readAt(NodeProcesses nodes, String node) throws Exception {
    Queue<Integer> found = Queue.create();
    Process program =
        Process.of(ReplicatedNodeLossTest::read, nodes.keys().toString(), node, found);
    program.start();
    int entries = found.get();
    program.join();
    return entries;
  }

  private static void read(String keys, String node, Queue<Integer> found) throws Exception {
    ClusterKeys key = NodeProcesses.programKey(keys);
    try (Cluster cluster = Cluster.connect(node, key)) {
      awaitGossip(key, node);
      found.put(cluster.replicated("data").map().size());
    }
  }

  /** Waits until the node has got all parts without having been asked for one. */
  private static void awaitGossip(ClusterKeys key, String node) throws Exception {
    ReplicaWatch watch = new Gateways(key.ring(), TroupeRuntime.current().payloads())
        .greet(node)
        .replicas()
        .watch(Kind.MAP, "data");
    Set<Integer> parts = new TreeSet<>();
    await().atMost(LIMIT).until(() -> {
      watch.next().forEach((part, contents) -> {
        if (contents.values().stream().anyMatch(value -> value.length > 1_000)) {
          parts.add(part);
        }
      });
      return parts.size() * 2 * VALUE_BYTES > 1_000_000;
    });
  }

  @Test
  void lossOfTheNodeInUse_losesNothingThatAMajorityHas() throws Exception {
    try (NodeProcesses nodes = new NodeProcesses(directory)) {
      String first = nodes.start();
      nodes.start();
      nodes.start();
      try (Cluster cluster = nodes.connect(first)) {
        Replicated name = cluster.replicated("kept");
        ReplicatedCounter counter = name.counter().with(Consistency.MAJORITY);
        counter.increment(3);
        AtomicLong heard = new AtomicLong();
        counter.onChange(heard::set);
        Queue<String> in = Queue.create();
        Queue<Long> out = Queue.create();
        Process here = Process.of(ReplicatedNodeLossTest::follow, name, in, out);
        here.start();
        in.put("before");
        assertThat(out.get()).isEqualTo(3);

        nodes.kill(first);

        in.put("after");
        assertThat(out.get()).isEqualTo(3);
        counter.increment();
        await().atMost(LIMIT).until(() -> heard.get() == 4);
        in.put("");
        here.join();

        cluster.close();
        assertThatThrownBy(counter::value).isInstanceOf(OwnerLostException.class);
      }
    }
  }

  /** Says the value as often as it is asked for. */
  private static void follow(Replicated name, Queue<String> in, Queue<Long> out)
      throws InterruptedException {
    while (!in.get().isEmpty()) {
      out.put(name.counter().value());
    }
  }
}
