package io.troupe.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Replicated objects of nodes that keep them on disk. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class DurableReplicatedTest {
  @TempDir
  Path directory;

  private static final Consistency ALL = Consistency.ALL.within(Duration.ofSeconds(10));

  private NodeProcesses nodes;

  private void startTwo() throws Exception {
    nodes.start(directory.resolve("one").toString());
    nodes.start(directory.resolve("two").toString());
  }

  @Test
  void allNodes_killedAndStartedAgain_haveWhatWasConfirmed() throws Exception {
    try (NodeProcesses started = new NodeProcesses(directory.resolve("keys"))) {
      nodes = started;
      startTwo();
      try (Cluster cluster = nodes.connect()) {
        Replicated name = cluster.replicated("kept");
        ReplicatedMap<String, Integer> map = name.<String, Integer>map();
        for (int i = 0; i < 20; i++) {
          map.with(ALL).put("key " + i, i);
        }
        map.with(ALL).remove("key 0");
        name.counter().with(ALL).increment(3);
        name.<String>set().with(ALL).add("element");
        name.flag().with(ALL).switchOn();
        name.<List<Integer>>register().with(ALL).set(List.of(1, 2));
      }
      nodes.killAll();
      startTwo();
      try (Cluster cluster = nodes.connect()) {
        Replicated name = cluster.replicated("kept");
        ReplicatedMap<String, Integer> map = name.map();
        assertThat(map.size()).isEqualTo(19);
        assertThat(map.get("key 19")).contains(19);
        assertThat(map.get("key 0")).isEmpty();
        ReplicatedCounter counter = name.counter().with(ALL);
        counter.increment(4);
        assertThat(counter.value()).isEqualTo(7);
        assertThat(name.set().contains("element")).isTrue();
        assertThat(name.flag().isOn()).isTrue();
        assertThat(name.<List<Integer>>register().get()).contains(List.of(1, 2));
      }
    }
  }
}
