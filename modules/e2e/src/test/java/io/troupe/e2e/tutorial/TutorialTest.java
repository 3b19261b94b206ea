package io.troupe.e2e.tutorial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Int32Value;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.StringValue;
import io.troupe.AsyncResult;
import io.troupe.Output;
import io.troupe.Pool;
import io.troupe.Process;
import io.troupe.Queue;
import io.troupe.QueueEmptyException;
import io.troupe.QueueFullException;
import io.troupe.Troupe;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Programs of tutorials of {@code multiprocessing} that are no samples, each ported line by line.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class TutorialTest {

  /** What a program has in a global variable. */
  private static final List<Integer> numbers = new ArrayList<>(List.of(1, 2));

  static void hello(String name) {
    System.out.println("child " + name + " of " + Process.parent().orElseThrow().pid());
  }

  @Test
  @Tag("T02")
  void withoutJoin_theParentGoesOn_andTheChildFinishes() throws Exception {
    Process child =
        Process.of(TutorialTest::hello, "test").output(Output.CAPTURED).start();
    assertThat(child.isAlive()).as("the parent need not wait").isTrue();
    child.onExit().get(); // as the end of the program does
    assertThat(child.capturedOutput().lines())
        .containsExactly("child test of " + ProcessHandle.current().pid());
  }

  record Named(String name, int age) implements Serializable {}

  static void arguments(String name, Named named, Queue<String> out) throws InterruptedException {
    out.put(name + " " + named.name() + " " + named.age());
  }

  @Test
  @Tag("T04")
  void arguments_ofEachKind_arrive() throws Exception {
    Queue<String> out = Queue.create();
    Process child =
        Process.of(TutorialTest::arguments, "bob", new Named("alice", 20), out).start();
    assertThat(out.get()).isEqualTo("bob alice 20");
    child.join();
  }

  /** An object whose method is a target. */
  record Greeter(String greeting) implements Serializable {
    void greet(int number, Queue<String> out) throws InterruptedException {
      out.put(greeting + " " + number);
    }
  }

  @Test
  @Tag("T05")
  void tenProcesses_callAMethodOfAnInstance() throws Exception {
    Greeter greeter = new Greeter("hello");
    Queue<String> out = Queue.create();
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      processes.add(Process.of(greeter::greet, i, out).start());
    }
    Set<String> heard = new TreeSet<>();
    for (Process process : processes) {
      process.join();
      heard.add(out.get());
    }
    assertThat(heard).hasSize(10).allMatch(line -> line.matches("hello \\d"));
  }

  static void append(int number, Queue<List<Integer>> out) throws InterruptedException {
    numbers.add(number);
    out.put(numbers);
  }

  @Test
  @Tag("T08")
  void globals_areNotShared() throws Exception {
    Queue<List<Integer>> out = Queue.create();
    Process child = Process.of(TutorialTest::append, 3, out).start();
    assertThat(out.get()).containsExactly(1, 2, 3);
    child.join();
    numbers.add(4);
    assertThat(numbers).containsExactly(1, 2, 4);
    numbers.remove(2);
  }

  static void waitFor(Queue<Integer> end) throws InterruptedException {
    end.get();
  }

  @Test
  @Tag("T09")
  void join_waitsAtMostSoLong_andTerminateIsExitCodeMinus15() throws Exception {
    Queue<Integer> end = Queue.create();
    Process child = Process.of(TutorialTest::waitFor, end).start();
    assertThat(child.join(Duration.ofMillis(50))).isFalse();
    assertThat(child.isAlive()).isTrue();
    assertThat(child.exitCode()).isEmpty();
    end.put(0);
    assertThat(child.join(Duration.ofSeconds(60))).isTrue();
    assertThat(child.isAlive()).isFalse();
    assertThat(child.exitCode()).hasValue(0);

    Process other = Process.of(TutorialTest::waitFor, end).start();
    other.terminate();
    other.join();
    assertThat(other.exitCode()).hasValue(-15);
  }

  static int square(int x) {
    return x * x;
  }

  static int cube(int x) {
    return x * x * x;
  }

  static int negate(int x) {
    return -x;
  }

  @Test
  @Tag("T11")
  void defaultPool_hasAWorkerForEachProcessor() throws Exception {
    try (Pool pool = Pool.create();
        Pool five = Pool.of(5)) {
      assertThat(pool.workers()).hasSize(Troupe.cpuCount());
      assertThat(five.workers()).hasSize(5);
      assertThat(five.map(TutorialTest::square, List.of(1, 2, 3))).containsExactly(1, 4, 9);
    }
  }

  @Test
  @Tag("T12")
  @Tag("T14")
  void threeFunctions_applyAsync_closeJoin_thenGetInOrder() throws Exception {
    List<AsyncResult<Integer>> results = new ArrayList<>();
    Pool pool = Pool.of(3);
    results.add(pool.applyAsync(TutorialTest::square, 3));
    results.add(pool.applyAsync(TutorialTest::cube, 3));
    results.add(pool.applyAsync(TutorialTest::negate, 3));
    pool.close();
    pool.join();
    List<Integer> values = new ArrayList<>();
    for (AsyncResult<Integer> result : results) {
      values.add(result.get());
    }
    assertThat(values).containsExactly(9, 27, -3);
  }

  @Test
  @Tag("T17")
  void poolInATest_runsAFunctionThatIsDefinedThere() throws Exception {
    int offset = 10;
    try (Pool pool = Pool.of(2)) {
      assertThat(pool.map((Integer x) -> x + offset, List.of(1, 2, 3))).containsExactly(11, 12, 13);
    }
  }

  /** A service as generated stubs have it: bytes in, bytes out. */
  static byte[] service(byte[] request) throws InvalidProtocolBufferException {
    int id = Int32Value.parseFrom(request).getValue();
    return StringValue.of("user " + id).toByteArray();
  }

  static StringValue call(Int32Value id) throws InvalidProtocolBufferException {
    return StringValue.parseFrom(service(id.toByteArray()));
  }

  @Test
  @Tag("T18")
  void protobufMessages_areArgumentsAndResults() throws Exception {
    List<Int32Value> ids = IntStream.range(0, 20).mapToObj(Int32Value::of).toList();
    try (Pool pool = Pool.of(8)) {
      assertThat(pool.map(TutorialTest::call, ids))
          .hasSize(20)
          .first()
          .isEqualTo(StringValue.of("user 0"));
    }
  }

  static void getOne(Queue<Integer> queue, Queue<Integer> out) throws InterruptedException {
    out.put(queue.get());
  }

  static void putTen(Queue<Integer> queue) throws InterruptedException {
    for (int i = 0; i < 10; i++) {
      queue.put(i);
    }
  }

  static void getTen(Queue<Integer> queue, Queue<Integer> out) throws InterruptedException {
    for (int i = 0; i < 10; i++) {
      out.put(queue.get());
    }
  }

  @Test
  @Tag("T21")
  void queue_carriesANumberToAChild_andTenBetweenTwo() throws Exception {
    Queue<Integer> queue = Queue.create();
    Queue<Integer> out = Queue.create();
    queue.put(100);
    Process child = Process.of(TutorialTest::getOne, queue, out).start();
    assertThat(out.get()).isEqualTo(100);
    child.join();

    Process writer = Process.of(TutorialTest::putTen, queue).start();
    Process reader = Process.of(TutorialTest::getTen, queue, out).start();
    for (int i = 0; i < 10; i++) {
      assertThat(out.get()).isEqualTo(i);
    }
    writer.join();
    reader.join();
  }

  @Test
  @Tag("T23")
  void queue_fullAndEmpty_asDocumented() throws Exception {
    Queue<Integer> queue = Queue.create(1);
    assertThat(queue.isEmpty()).isTrue();
    assertThatThrownBy(queue::getNowait).isInstanceOf(QueueEmptyException.class);
    assertThatThrownBy(() -> queue.get(10, TimeUnit.MILLISECONDS))
        .isInstanceOf(QueueEmptyException.class);
    queue.put(1);
    assertThat(queue.full()).isTrue();
    assertThat(queue.size()).isEqualTo(1);
    assertThatThrownBy(() -> queue.putNowait(2)).isInstanceOf(QueueFullException.class);
    assertThatThrownBy(() -> queue.put(2, 10, TimeUnit.MILLISECONDS))
        .isInstanceOf(QueueFullException.class);
    assertThat(queue.get()).isEqualTo(1);
    queue.close();
  }
}
