package io.troupe.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.troupe.Process;
import io.troupe.Queue;
import io.troupe.manager.Registration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Replicated objects of a cluster of two nodes, used by a program and its processes. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ReplicatedTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir
  static Path directory;

  private static NodeProcesses nodes;
  private static Cluster cluster;

  @BeforeAll
  static void start() throws Exception {
    nodes = new NodeProcesses(directory);
    nodes.start();
    nodes.start();
    cluster = nodes.connect();
  }

  @AfterAll
  static void stop() {
    cluster.close();
    nodes.close();
  }

  /** A key that is compared by what is in it. */
  record Place(String city, int number) {}

  @Test
  void map_keepsWhatIsPut_byKeysThatAreEqual() {
    ReplicatedMap<Place, List<String>> map = cluster.replicated("places").map();

    map.put(new Place("Rome", 1), List.of("a", "b"));
    map.put(new Place("Rome", 2), List.of());
    map.put(new Place("Rome", 1), List.of("c"));
    map.put(new Place("Paris", 1), List.of("d"));
    map.remove(new Place("Paris", 1));
    map.remove(new Place("Oslo", 1));

    assertThat(map.get(new Place("Rome", 1))).contains(List.of("c"));
    assertThat(map.get(new Place("Paris", 1))).isEmpty();
    assertThat(map.containsKey(new Place("Rome", 2))).isTrue();
    assertThat(map.size()).isEqualTo(2);
    assertThat(map.copy())
        .isEqualTo(Map.of(new Place("Rome", 1), List.of("c"), new Place("Rome", 2), List.of()));
  }

  @Test
  void set_keepsEachElementOnce() {
    ReplicatedSet<String> set = cluster.replicated("letters").set();

    List.of("ä", "b", "ä", "\u20ac").forEach(set::add);
    set.remove("b");

    assertThat(set.copy()).isEqualTo(Set.of("ä", "\u20ac"));
    assertThat(set.size()).isEqualTo(2);
    assertThat(set.contains("ä")).isTrue();
    assertThat(set.contains("b")).isFalse();
  }

  @Test
  void counterFlagRegister_areWhatTheyWereMadeToBe() {
    Replicated name = cluster.replicated("one of each");
    assertThat(name.counter().value()).isZero();
    assertThat(name.flag().isOn()).isFalse();
    assertThat(name.register().get()).isEmpty();

    name.counter().increment(1_000);
    name.counter().increment(-2_001);
    name.flag().switchOn();
    name.register().set("first");
    name.register().set("second");

    assertThat(name.counter().value()).isEqualTo(-1_001);
    assertThat(name.flag().isOn()).isTrue();
    assertThat(name.register().get()).contains("second");
    name.register().clear();
    assertThat(name.register().get()).isEmpty();
  }

  @Test
  void processesOfTheProgram_onNodesAndHere_useTheSameObjects() throws Exception {
    Replicated name = cluster.replicated("shared");
    Queue<Long> seen = Queue.create();
    Process onNode = Process.of(ReplicatedTest::addOne, name, seen).on(cluster);
    Process here = Process.of(ReplicatedTest::addOne, name, seen);

    onNode.start();
    onNode.join();
    here.start();
    here.join();

    assertThat(List.of(seen.get(), seen.get())).containsExactly(1L, 2L);
    assertThat(name.counter().with(Consistency.ALL).value()).isEqualTo(2);
    assertThat(name.<String, String>map().with(Consistency.ALL).get("last")).isPresent();
  }

  private static void addOne(Replicated name, Queue<Long> seen) throws Exception {
    ReplicatedCounter counter = name.counter().with(Consistency.ALL);
    counter.increment();
    name.<String, String>map().with(Consistency.ALL).put("last", "at " + counter.value());
    seen.put(counter.value());
  }

  @Test
  void listener_hearsWhatAProcessElsewhereChanges_untilItIsClosed() throws Exception {
    Replicated name = cluster.replicated("heard");
    ReplicatedMap<String, Integer> map = name.map();
    map.put("before", 0);
    BlockingQueue<ReplicatedMap.Change<String, Integer>> heard = new LinkedBlockingQueue<>();
    BlockingQueue<Long> counts = new LinkedBlockingQueue<>();
    Registration listener = map.onChange(heard::add);
    name.counter().onChange(counts::add);

    Process other = Process.of(ReplicatedTest::change, name).on(cluster);
    other.start();
    other.join();

    await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(heard)
            .containsExactlyInAnyOrder(
                new ReplicatedMap.Change<>("before", Optional.empty()),
                new ReplicatedMap.Change<>("after", Optional.of(1))));
    assertThat(counts.poll(60, TimeUnit.SECONDS)).isEqualTo(7);

    listener.close();
    map.put("later", 2);
    name.counter().increment();
    assertThat(counts.poll(60, TimeUnit.SECONDS)).isEqualTo(8); // heard after the put
    assertThat(heard).hasSize(2);
  }

  private static void change(Replicated name) {
    ReplicatedMap<String, Integer> map = name.map();
    map.remove("before");
    map.put("after", 1);
    name.counter().increment(7);
  }

  @Test
  void flag_isHeardOnce_alsoIfItIsOnAlready() {
    ReplicatedFlag flag = cluster.replicated("started").flag();
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    flag.onSwitchedOn(() -> heard.add("early"));
    flag.switchOn();
    await().atMost(LIMIT).until(() -> heard.contains("early"));

    flag.onSwitchedOn(() -> heard.add("late"));

    await().atMost(LIMIT).until(() -> heard.contains("late"));
    assertThat(heard).containsExactly("early", "late");
  }

  @Test
  void whatIsTooLarge_isRefusedWithItsSize() {
    ReplicatedMap<String, byte[]> map = cluster.replicated("large").map();

    assertThatThrownBy(() -> map.put("key", new byte[70_000]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a value of 700")
        .hasMessageContaining("65536");
    assertThatThrownBy(
            () -> { // at least one of the 64 parts gets two
              for (int i = 0; i <= 64; i++) {
                map.put("key " + i, new byte[40_000]);
              }
            })
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("map 'large' has no room")
        .hasMessageContaining("a value of 400");
    assertThat(map.get("key 0")).hasValueSatisfying(value -> assertThat(value).hasSize(40_000));
  }

  @Test
  void handles_areRefused() {
    ReplicatedMap<String, Object> map = cluster.replicated("handles").map();
    try (Queue<String> queue = Queue.create()) {
      assertThatThrownBy(() -> map.put("queue", queue))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("handle");
    }
    assertThatThrownBy(() -> map.put("map", map)).isInstanceOf(IllegalArgumentException.class);
    assertThat(map.size()).isZero();
  }

  @Test
  void tooFewNodes_refuseWithNoEffect() {
    ReplicatedCounter counter = cluster.replicated("few").counter();
    counter.with(Consistency.MAJORITY).increment();

    ReplicatedCounter ofThree = counter.with(Consistency.MAJORITY.ofNodes(3));

    assertThatThrownBy(ofThree::increment)
        .isInstanceOf(ReplicationException.class)
        .hasMessageContaining("Refused, with no effect: MAJORITY of the counter 'few' wants at"
            + " least 3 nodes that are up, and there are 2");
    assertThat(counter.value()).isEqualTo(1);
  }

  @Test
  void badInput_isRefusedAtTheCall() {
    assertThatThrownBy(() -> cluster.replicated(" "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 to 256 characters");
    assertThatThrownBy(() -> Consistency.LOCAL.ofNodes(2))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Consistency.ALL.ofNodes(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 or more");
    assertThatThrownBy(() -> Consistency.ALL.within(Duration.ofSeconds(11)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most");
    assertThatThrownBy(() -> cluster.replicated("null").map().put("key", null))
        .isInstanceOf(NullPointerException.class);
  }
}
