package io.troupe.e2e.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import io.troupe.OwnerLostException;
import io.troupe.Pool;
import io.troupe.Process;
import io.troupe.Queue;
import io.troupe.e2e.support.Scratch;
import io.troupe.manager.ManagedArray;
import io.troupe.manager.ManagedList;
import io.troupe.manager.ManagedMap;
import io.troupe.manager.ManagedSet;
import io.troupe.manager.ManagedValue;
import io.troupe.manager.Manager;
import io.troupe.manager.Namespace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A manager in a process of its own, and its objects in others. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ManagerProcessTest {
  private static Manager manager;

  @BeforeAll
  static void start() {
    manager = Manager.process();
  }

  @AfterAll
  static void close() throws InterruptedException {
    manager.close();
    assertThat(manager.serverProcess().orElseThrow().exitCode()).hasValue(0);
    assertThat(manager.join(Duration.ZERO)).isTrue();
  }

  private static void runs(Process process) throws InterruptedException {
    process.start().join();
    assertThat(process.exitCode()).hasValue(0);
  }

  static void useList(ManagedList<Integer> list) {
    assertThat(list.count(5)).isEqualTo(1);
    assertThat(list.indexOf(5)).isEqualTo(0);
    list.addAll(List.of(7, 8));
    list.repeat(2);
    assertThat(list.repeated(2)).hasSize(2 * list.size()).isInstanceOf(ArrayList.class);
    list.sort();
    list.reverse();
    assertThat(list.pop(0)).isEqualTo(8);
  }

  @Test
  @Tag("C245")
  @Tag("X077")
  void list_usedInAChild() throws InterruptedException {
    ManagedList<Integer> list = manager.list(List.of(5, 6));

    runs(Process.of(ManagerProcessTest::useList, list));

    assertThat(list).containsExactly(8, 7, 7, 6, 6, 5, 5);
  }

  static void useDict(ManagedMap<String, Integer> dict) {
    assertThat(dict.get("foo")).isEqualTo(5);
    dict.putAll(Map.of("bar", 6));
    assertThat(dict.keySet()).containsExactly("foo", "bar");
    List<String> keys = new ArrayList<>(dict.keySet());
    Collections.reverse(keys);
    assertThat(keys).containsExactly("bar", "foo");
    assertThat(dict.union(Map.of("x", 1))).containsOnlyKeys("foo", "bar", "x");
    assertThat(dict.popItem()).isEqualTo(entry("bar", 6));
    assertThat(dict.setDefault("foo", 0)).isEqualTo(5);
    dict.put("foo", 7);
    assertThat(dict.pop("foo")).isEqualTo(7);
    dict.put("left", 1);
  }

  @Test
  @Tag("C246")
  void dict_usedInAChild() throws InterruptedException {
    ManagedMap<String, Integer> dict = manager.dict(Map.of("foo", 5));

    runs(Process.of(ManagerProcessTest::useDict, dict));

    assertThat(dict).containsExactly(entry("left", 1));
  }

  static void useSet(ManagedSet<String> set) {
    assertThat(set.union(Set.of("c"))).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(set.intersection(List.of("a", "x"))).containsExactly("a");
    assertThat(set.difference(List.of("a", "x"))).containsExactly("b");
    assertThat(set.symmetricDifference(List.of("a", "x"))).containsExactlyInAnyOrder("b", "x");
    assertThat(set.isDisjoint(List.of("x"))).isTrue();
    assertThat(set.isSubset(List.of("a", "b", "c"))).isTrue();
    assertThat(set.isSuperset(List.of("b"))).isTrue();
    assertThat(set.add("c")).isTrue();
    assertThat(set.add("c")).isFalse();
    assertThat(set.remove("zz")).isFalse();
    set.symmetricDifferenceUpdate(List.of("c", "d"));
    set.retainAll(List.of("a", "d"));
    assertThat(set.pop()).isEqualTo("a");
    set.addAll(List.of("e", "f", "g"));
    set.removeAll(List.of("f", "nothing"));
    assertThat(set.removeIf(member -> member.equals("g"))).isTrue();
  }

  @Test
  @Tag("C250")
  @Tag("C252")
  void set_usedInAChild() throws InterruptedException {
    ManagedSet<String> set = manager.set(List.of("a", "b"));

    runs(Process.of(ManagerProcessTest::useSet, set));

    assertThat(set).containsExactly("d", "e").isEqualTo(Set.of("d", "e")).hasToString("[d, e]");
    set.clear();
    assertThatThrownBy(set::pop).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  @Tag("C251")
  void set_fromAnyCollection() {
    assertThat(manager.set(Set.of(1))).containsExactly(1);
    assertThat(manager.set(Arrays.asList(1, 2, null, 1))).containsExactly(1, 2, null);
    assertThat(manager.set(Map.of("k", "v").keySet())).containsExactly("k");
  }

  static void useSmall(ManagedValue<Integer> value, ManagedArray<Integer> array, Namespace names) {
    assertThat(value.get()).isEqualTo(1);
    value.set(2);
    assertThat(array.toList()).containsExactly(0, 1);
    array.set(1, 5);
    assertThat(names.get("x")).isEqualTo(0);
    names.set("y", names.get("y", Integer.class) + 1);
  }

  @Test
  @Tag("C247")
  @Tag("C248")
  @Tag("C249")
  void valueArrayNamespace_usedInAChild() throws InterruptedException {
    ManagedValue<Integer> value = manager.value(1);
    ManagedArray<Integer> array = manager.array(Integer.class, List.of(0, 1));
    Namespace names = manager.namespace(Map.of("x", 0, "y", 1));

    runs(Process.of(ManagerProcessTest::useSmall, value, array, names));

    assertThat(value.get()).isEqualTo(2);
    assertThat(value.compareAndSet(2, 3)).isTrue();
    assertThat(value.compareAndSet(2, 4)).isFalse();
    assertThat(value.addAndGet(4)).isEqualTo(7);
    assertThat(value.getAndUpdate(x -> x * 2)).isEqualTo(7);
    assertThat(value.updateAndGet(x -> x + 1)).isEqualTo(15);
    assertThat(array).containsExactly(0, 5).hasToString("Array[0, 5]");
    assertThat(array.addAndGet(0, 3)).isEqualTo(3);
    assertThat(array.length()).isEqualTo(2);
    assertThatThrownBy(() -> array.get(2)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(names.snapshot()).isEqualTo(Map.of("x", 0, "y", 2));
  }

  @Test
  @Tag("C093")
  void namespace_keepsHiddenNamesToItself() {
    Namespace names = manager.namespace();
    names.set("name", "Bob").set("job", "Builder").set("_hidden", 3);
    names.delete("job");

    assertThat(names).hasToString("Namespace(name='Bob')");
    assertThat(names.has("name")).isTrue();
    assertThat(names.has("job")).isFalse();
    assertThat(names.get("_hidden")).isEqualTo(3);
    assertThat(names.names()).containsExactly("name");
    assertThatThrownBy(() -> names.get("job"))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessageContaining("job");
    assertThatThrownBy(() -> names.delete("job")).isInstanceOf(NoSuchElementException.class);
    assertThat(names.<Integer>add("n", 4)).isEqualTo(4);
    assertThat(names.<Integer>add("n", 4)).isEqualTo(8);
  }

  static void addTo(ManagedMap<String, ManagedMap<String, Integer>> pets) {
    pets.get("dogs").put("Fido", 12);
    pets.put("cats", Manager.start().dict(Map.of("Tom", 3)));
    assertThat(pets.get("cats")).containsEntry("Tom", 3);
    pets.remove("cats");
  }

  @Test
  @Tag("C091")
  void nestedDicts_areLiveInBothDirections_andHeldByTheirContainer() throws Exception {
    ManagedMap<String, ManagedMap<String, Integer>> pets = manager.dict();
    ManagedMap<String, Integer> dogs = manager.dict();
    pets.put("dogs", dogs);
    runs(Process.of(ManagerProcessTest::addTo, pets));

    assertThat(dogs).containsExactly(entry("Fido", 12));
    pets.get("dogs").put("Rex", 1);
    assertThat(dogs).containsEntry("Rex", 1);
    pets.clear();
    assertThat(dogs).hasSize(2);
  }

  @Test
  @Tag("X079")
  void nested_survivesItsLastFacade_whileAContainerHoldsIt() {
    ManagedMap<String, List<Integer>> outer = manager.dict();
    outer.put("inner", manager.list(List.of(1, 2)));

    for (int i = 0; i < 20; i++) {
      System.gc(); // no façade of the inner list is left here
      assertThat(outer.get("inner")).containsExactly(1, 2);
    }
  }

  @Test
  @Tag("C092")
  void queues_inContainers() throws InterruptedException {
    ManagedList<Queue<Integer>> list = manager.list();
    list.add(manager.queue());
    list.get(0).put(123);
    assertThat(list.get(0).get()).isEqualTo(123);

    ManagedMap<String, Queue<Integer>> dict = manager.dict();
    dict.put("q", manager.queue());
    dict.get("q").put(456);
    assertThat(dict.get("q").get()).isEqualTo(456);
  }

  static void write(Queue<String> queue, Namespace names) throws InterruptedException {
    for (String each : List.of("A", "B", "C")) {
      queue.put(each);
    }
    names.set("written", 3);
  }

  static String read(Queue<String> queue) throws InterruptedException {
    return queue.get() + queue.get() + queue.get();
  }

  @Test
  void poolTasks_talkThroughAManagedQueue() throws Exception {
    Queue<String> queue = manager.queue();
    Namespace names = manager.namespace();
    try (Pool pool = Pool.of(2)) {
      var reader = pool.applyAsync(ManagerProcessTest::read, queue);
      pool.run(ManagerProcessTest::write, queue, names);
      assertThat(reader.get(60, TimeUnit.SECONDS)).isEqualTo("ABC");
    }
    assertThat(names.get("written")).isEqualTo(3);
  }

  @Test
  @Tag("X083")
  void aHundredThreads_onOneFacade_loseNothing() {
    ManagedMap<String, Integer> dict = manager.dict();
    List<CompletableFuture<Void>> threads = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      CompletableFuture<Void> done = new CompletableFuture<>();
      threads.add(done);
      Thread thread = new Thread(() -> {
        for (int j = 0; j < 20; j++) {
          dict.add("count", 1);
          dict.merge("merged", 1, Integer::sum);
        }
        done.complete(null);
      });
      thread.start();
    }
    threads.forEach(CompletableFuture::join);

    assertThat(dict).containsOnly(entry("count", 2000), entry("merged", 2000));
  }

  static void make(Manager manager, Queue<Object> answer) throws InterruptedException {
    answer.put(manager.list(List.of("made by a child")));
    answer.put("over");
  }

  @Test
  void manager_crosses_andWhatItMakesOutlivesTheMaker() throws InterruptedException {
    Queue<Object> answer = manager.queue();
    runs(Process.of(ManagerProcessTest::make, manager, answer));

    assertThat(answer.get())
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
        .containsExactly("made by a child");
    assertThat(answer.get()).isEqualTo("over");
  }

  static void initialize(Namespace names) {
    names.add("test", 1);
  }

  @Test
  @Tag("C187")
  void initializer_runsOnceInTheProcess() {
    Namespace names = manager.namespace();
    Manager.builder()
        .initializer(ManagerProcessTest::initialize, names)
        .process()
        .close();

    assertThat(names.get("test")).isEqualTo(1);
    assertThatThrownBy(() -> Manager.builder()
            .initializer(
                text -> {
                  throw new IllegalArgumentException("no " + text);
                },
                "luck")
            .process())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no luck");
  }

  /** Whether a thread waits for an answer: one of several reads what comes, meanwhile. */
  private static boolean isWaiting(Thread thread) {
    StackTraceElement[] stack = thread.getStackTrace();
    return thread.getState() == Thread.State.WAITING
        || (stack.length > 0 && stack[0].getClassName().equals("sun.nio.ch.EPoll"));
  }

  @Test
  @Tag("X070")
  @Tag("C127")
  void close_endsAllObjects_andIsIdempotent() {
    for (Manager each : List.of(Manager.start(), Manager.process())) {
      ManagedList<Integer> list = each.list(List.of(1));
      Queue<Integer> queue = each.queue();
      assertThat(list).containsExactly(1);
      CompletableFuture<Object> waiting = new CompletableFuture<>();
      Thread thread = new Thread(() -> {
        try {
          waiting.complete(queue.get());
        } catch (RuntimeException | InterruptedException e) {
          waiting.completeExceptionally(e);
        }
      });
      thread.start();
      await().until(() -> isWaiting(thread));

      each.close();
      each.close();

      assertThat(each.isClosed()).isTrue();
      assertThatIllegalStateException().isThrownBy(each::list).withMessageContaining("closed");
      assertThatThrownBy(list::size).isInstanceOf(OwnerLostException.class);
      assertThatThrownBy(waiting::join).hasCauseInstanceOf(OwnerLostException.class);
    }
  }

  @Test
  void lost_itsProcessEnds() {
    long pid = pidOfOneThatIsLost();

    await().atMost(Scratch.PATIENCE).until(() -> {
      System.gc();
      return ProcessHandle.of(pid).isEmpty();
    });
  }

  @SuppressWarnings("resource") // lost, not closed
  private static long pidOfOneThatIsLost() {
    return Manager.process().serverProcess().orElseThrow().pid();
  }

  @Test
  @Tag("X081")
  void killed_everyCallFailsAtOnce() throws InterruptedException {
    try (Manager doomed = Manager.process()) {
      ManagedMap<String, Integer> dict = doomed.dict();
      Queue<Integer> queue = doomed.queue();
      List<Thread> threads = IntStream.range(0, 5)
          .mapToObj(i -> new Thread(() -> {
            try {
              queue.get();
            } catch (OwnerLostException e) {
              return;
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            }
          }))
          .toList();
      threads.forEach(Thread::start);
      await().until(() -> threads.stream().allMatch(ManagerProcessTest::isWaiting));

      doomed.serverProcess().orElseThrow().kill();

      for (Thread thread : threads) {
        thread.join(TimeUnit.SECONDS.toMillis(5));
        assertThat(thread.isAlive()).isFalse();
      }
      assertThatThrownBy(() -> dict.put("a", 1)).isInstanceOf(OwnerLostException.class);
      assertThatThrownBy(doomed::list).isInstanceOf(OwnerLostException.class);
    }
  }
}
