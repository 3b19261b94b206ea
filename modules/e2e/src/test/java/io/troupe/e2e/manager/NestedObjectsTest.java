package io.troupe.e2e.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.troupe.Process;
import io.troupe.Queue;
import io.troupe.e2e.support.Scratch;
import io.troupe.internal.manager.call.Managed;
import io.troupe.internal.runtime.TroupeRuntime;
import io.troupe.manager.ManagedList;
import io.troupe.manager.ManagedMap;
import io.troupe.manager.ManagedSet;
import io.troupe.manager.ManagedValue;
import io.troupe.manager.Manager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Managed objects that only containers have end when those give them up: the manager's JVM collects
 * nothing. Each is made by a process that has ended. Functions
 * that run in the manager see none of them, for what those see is the collector's.
 */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class NestedObjectsTest {
  @TempDir
  Path ends;

  private Manager manager;
  private Census census;

  /** A value with managed objects in it. */
  record Pair(String name, ManagedValue<String> one, ManagedValue<String> other) {}

  @BeforeEach
  void start() {
    manager = Manager.builder()
        .jvmOptions("-XX:+UnlockExperimentalVMOptions", "-XX:+UseEpsilonGC", "-Xmx1g")
        .process();
    census = manager.register(Census.class, NestedObjectsTest::census).create(Census.class);
  }

  @AfterEach
  void close() {
    manager.close();
  }

  /**
   * An object whose number in the manager is in a file, so that it can be seen whether it lives.
   */
  static ManagedValue<String> object(Manager manager, String directory, String name) {
    ManagedValue<String> made = manager.value(name);
    try {
      Scratch.write(
          Path.of(directory, name).toString(),
          "" + ((Managed) made).managedRef().object().object());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return made;
  }

  /** Knows the objects of the manager's process. */
  interface Census {
    boolean lives(long object);
  }

  static Census census() {
    return object -> TroupeRuntime.current().objects().isThere(object);
  }

  private static void run(Process process) throws Exception {
    process.start().join();
    assertThat(process.exitCode()).hasValue(0);
  }

  static void remove(ManagedMap<String, Object> dict, String key) {
    assertThat(dict.remove(key)).isNotNull();
  }

  private void awaitEnd(String name) {
    await().atMost(Scratch.PATIENCE).until(() -> hasEnded(name));
  }

  private boolean hasEnded(String name) throws IOException {
    return !census.lives(Long.parseLong(Files.readString(ends.resolve(name))));
  }

  @Test
  void remove_dictInDictInDict_endsAllAtOnce() throws Exception {
    ManagedMap<String, Object> outer = manager.dict();
    fill(outer, 3, "deep");
    assertThat(outer.containsKey("inner")).isTrue();
    assertThat(hasEnded("deep")).isFalse();
    run(Process.of(NestedObjectsTest::remove, outer, "inner"));
    awaitEnd("deep");
  }

  static void fillIn(
      Manager manager, ManagedMap<String, Object> dict, int levels, String directory) {
    ManagedMap<String, Object> inner = dict;
    for (int i = 1; i < levels; i++) {
      ManagedMap<String, Object> next = manager.dict();
      inner.put("inner", next);
      inner = next;
    }
    inner.put("object", object(manager, directory, "deep"));
  }

  private void fill(ManagedMap<String, Object> dict, int levels, String name) throws Exception {
    Manager maker = manager;
    String directory = ends.toString();
    run(Process.of(() -> fillIn(maker, dict, levels, directory)));
    assertThat(hasEnded(name)).isFalse();
  }

  @Test
  void clear_dictInDictInDict_endsAllAtOnce() throws Exception {
    ManagedMap<String, Object> outer = manager.dict();
    fill(outer, 3, "deep");
    outer.clear();
    awaitEnd("deep");
  }

  @Test
  void overwrite_thousandLevels_endsAllAtOnce() throws Exception {
    ManagedMap<String, Object> outer = manager.dict();
    fill(outer, 1_000, "deep");
    outer.putAll(Map.of("inner", 1));
    awaitEnd("deep");
  }

  static void objects(Manager manager, ManagedMap<String, Object> dict, String directory) {
    for (String name : List.of("a", "b", "c", "d", "e", "f", "g")) {
      dict.put(name, object(manager, directory, name));
    }
    ManagedValue<String> twice = object(manager, directory, "twice");
    dict.put("twice", twice);
    dict.put("twice2", twice);
    dict.put(
        "pair",
        new Pair("pair", object(manager, directory, "one"), object(manager, directory, "other")));
  }

  private ManagedMap<String, Object> dictOfObjects() throws Exception {
    ManagedMap<String, Object> dict = manager.dict();
    run(Process.of(NestedObjectsTest::objects, manager, dict, ends.toString()));
    return dict;
  }

  @Test
  void dict_eachWayToGiveAnEntryUp_endsItAtOnce() throws Exception {
    ManagedMap<String, Object> dict = dictOfObjects();
    run(Process.of(NestedObjectsTest::giveUp, dict));
    for (String name : List.of("a", "b", "c", "d")) {
      awaitEnd(name);
    }
    dict.putAll(Map.of("e", 1));
    awaitEnd("e");
    assertThatThrownBy(() -> dict.compute("f", (key, value) -> {
          throw new IllegalStateException("no");
        }))
        .isInstanceOf(IllegalStateException.class);
    dict.putAll(Map.of("pair", 2));
    awaitEnd("one");
    awaitEnd("other");
    assertThat(dict.containsKey("f")).isTrue();
    assertThat(hasEnded("f")).isFalse();
    assertThat(hasEnded("twice")).isFalse();
  }

  static void giveUp(ManagedMap<String, Object> dict) {
    assertThat(dict.replace("a", 1)).isNotNull();
    assertThat(dict.put("b", 1)).isNotNull();
    assertThat(dict.remove("c")).isNotNull();
    assertThat(dict.remove("d", dict.get("d"))).isTrue();
  }

  @Test
  void sameObjectTwice_endsWithTheLast() throws Exception {
    ManagedMap<String, Object> dict = dictOfObjects();
    ManagedList<Object> list = manager.list();
    run(Process.of(NestedObjectsTest::copy, dict, list));
    assertThat(list.size()).isEqualTo(2);
    dict.putAll(Map.of("twice", 1, "a", 1));
    awaitEnd("a");
    dict.putAll(Map.of("twice2", 1, "b", 1));
    awaitEnd("b");
    list.subList(0, 1).clear();
    dict.putAll(Map.of("c", 1));
    awaitEnd("c");
    assertThat(hasEnded("twice")).isFalse();
    list.clear();
    awaitEnd("twice");
  }

  static void copy(ManagedMap<String, Object> from, ManagedList<Object> to) {
    to.add(from.get("twice"));
    to.add(from.get("twice"));
  }

  static void takeAndPutBack(ManagedMap<String, Object> dict) {
    Object removed = dict.remove("a");
    dict.put("back", removed);
  }

  @Test
  void removed_returnedToTheCaller_canBeUsed() throws Exception {
    ManagedMap<String, Object> dict = dictOfObjects();
    run(Process.of(NestedObjectsTest::takeAndPutBack, dict));
    dict.putAll(Map.of("b", 1));
    awaitEnd("b");
    assertThat(hasEnded("a")).isFalse();
    dict.putAll(Map.of("back", 1));
    awaitEnd("a");
  }

  static void lists(Manager manager, ManagedMap<String, Object> dict, String directory) {
    List<Object> items = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      items.add(object(manager, directory, "item" + i));
    }
    dict.put("list", manager.list(items));
    ManagedSet<Object> set = manager.set(List.of(object(manager, directory, "member")));
    set.add(object(manager, directory, "member2"));
    dict.put("set", set);
    ManagedValue<Object> value = manager.value(object(manager, directory, "value"));
    dict.put("value", value);
    dict.put("key", manager.dict(Map.of(object(manager, directory, "key"), 1)));
  }

  static void change(ManagedMap<String, Object> dict) {
    @SuppressWarnings("unchecked")
    ManagedList<Object> list = (ManagedList<Object>) dict.get("list");
    list.set(0, "nothing"); // item0
    list.remove(1); // item1
    list.subList(1, 2).clear(); // item2
    list.remove(list.get(1)); // item3
    @SuppressWarnings("unchecked")
    ManagedValue<Object> value = (ManagedValue<Object>) dict.get("value");
    value.set(1);
    @SuppressWarnings("unchecked")
    ManagedSet<Object> set = (ManagedSet<Object>) dict.get("set");
    set.remove(set.iterator().next());
  }

  @Test
  void listSetAndValue_giveUpAtOnce_andTheRestWhenTheyEnd() throws Exception {
    ManagedMap<String, Object> dict = manager.dict();
    run(Process.of(NestedObjectsTest::lists, manager, dict, ends.toString()));
    run(Process.of(NestedObjectsTest::change, dict));
    for (String name : List.of("item0", "item1", "item2", "item3", "value", "member")) {
      awaitEnd(name);
    }
    for (String name : List.of("item4", "item5", "member2", "key")) {
      assertThat(hasEnded(name)).isFalse();
    }
    dict.clear();
    for (String name : List.of("item4", "item5", "member2", "key")) {
      awaitEnd(name);
    }
  }

  @Test
  void otherHandlesBesides_areHeldAsBefore() throws Exception {
    ManagedMap<String, Object> dict = manager.dict();
    Queue<Integer> queue = Queue.create();
    dict.put("both", List.of(queue, manager.dict(Map.of("a", 1))));
    queue.put(1);
    List<?> both = (List<?>) dict.get("both");
    assertThat(((Queue<?>) both.get(0)).get()).isEqualTo(1);
    assertThat(((Map<?, ?>) both.get(1)).containsKey("a")).isTrue();
  }

  static void puts(ManagedMap<String, Object> dict, Manager manager) {
    for (int i = 0; ; i++) {
      dict.put("key" + i % 10, manager.dict(Map.of("i", i)));
    }
  }

  @Test
  void callerKilledInTheMiddle_leavesWhatIsThereUsable() throws Exception {
    ManagedMap<String, Object> dict = manager.dict();
    for (int i = 0; i < 5; i++) {
      Process process =
          Process.of(NestedObjectsTest::puts, dict, manager).daemon(true).start();
      await().atMost(Scratch.PATIENCE).until(() -> dict.size() == 10);
      process.kill();
      process.join();
      for (Object value : dict.values()) {
        assertThat(((Map<?, ?>) value).containsKey("i")).isTrue();
      }
      dict.clear();
    }
  }
}
