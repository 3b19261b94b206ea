package io.troupe.e2e.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.JoinableQueue;
import io.troupe.PayloadException;
import io.troupe.Pool;
import io.troupe.Process;
import io.troupe.Queue;
import io.troupe.QueueEmptyException;
import io.troupe.QueueFullException;
import io.troupe.QueueShutDownException;
import io.troupe.SimpleQueue;
import io.troupe.connection.Pipe;
import io.troupe.e2e.queue.QueueWork.Letter;
import io.troupe.e2e.support.Scratch;
import io.troupe.function.Args2;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 180, unit = TimeUnit.SECONDS)
class QueueConformanceTest {

  /** Returns how long something took that must fail in a certain way. */
  private static Duration failing(Class<? extends Exception> failure, Executable operation) {
    long begin = System.nanoTime();
    assertThatThrownBy(operation::execute).isInstanceOf(failure);
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private static List<Integer> numbers(int to) {
    return IntStream.range(0, to).boxed().toList();
  }

  private static List<Integer> get(Queue<Integer> queue, int count) throws InterruptedException {
    List<Integer> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      items.add(queue.get());
    }
    return items;
  }

  @Test
  @Tag("C033")
  void put_bounded_allForms() throws Exception {
    Queue<Object> queue = Queue.create(6);
    assertThat(queue.isEmpty()).isTrue();
    queue.put(1);
    queue.put(2, 1, TimeUnit.SECONDS);
    queue.putNowait(3);
    queue.add(4);
    assertThat(queue.offer(5)).isTrue();
    assertThat(queue.full()).isFalse();
    assertThat(queue.offer(6, 1, TimeUnit.SECONDS)).isTrue();
    assertThat(queue.full()).isTrue();
    assertThat(queue.isEmpty()).isFalse();
    assertThat(failing(QueueFullException.class, () -> queue.putNowait(7)))
        .isLessThan(Scratch.PATIENCE);
    assertThat(failing(QueueFullException.class, () -> queue.put(7, 100, TimeUnit.MILLISECONDS)))
        .isBetween(Duration.ofMillis(90), Scratch.PATIENCE);
    assertThat(queue.offer(7)).isFalse();
    Process child = Process.of(QueueWork::drain, queue, 6).start();
    child.join();
    assertThat(child.exitCode()).hasValue(0);
    assertThat(queue.isEmpty()).isTrue();
    assertThat(queue.full()).isFalse();
  }

  @Test
  @Tag("C034")
  @Tag("C039")
  void get_allForms() throws Exception {
    Queue<Integer> queue = Queue.create();
    Process child = Process.of(QueueWork::putNumbers, queue, 1, 6).start();
    child.join();
    assertThat(queue.getNowait()).isEqualTo(1);
    assertThat(queue.get()).isEqualTo(2);
    assertThat(queue.take()).isEqualTo(3);
    assertThat(queue.get(1, TimeUnit.SECONDS)).isEqualTo(4);
    assertThat(queue.poll()).isEqualTo(5);
    assertThat(failing(QueueEmptyException.class, queue::getNowait)).isLessThan(Scratch.PATIENCE);
    assertThat(failing(QueueEmptyException.class, () -> queue.get(200, TimeUnit.MILLISECONDS)))
        .isBetween(Duration.ofMillis(150), Scratch.PATIENCE);
    assertThat(queue.poll()).isNull();
    assertThat(queue.poll(1, TimeUnit.MILLISECONDS)).isNull();
  }

  @Test
  @Tag("C035")
  void put_parentThenChild_comeInOrder() throws Exception {
    Queue<Integer> queue = Queue.create();
    queue.addAll(numbers(10));
    Process child = Process.of(QueueWork::putNumbers, queue, 10, 20).start();
    assertThat(get(queue, 20)).isEqualTo(numbers(20));
    assertThatThrownBy(queue::getNowait).isInstanceOf(QueueEmptyException.class);
    child.join();
  }

  @Test
  @Tag("C036")
  void size_isExact() throws Exception {
    Queue<Integer> queue = Queue.create();
    assertThat(queue.size()).isZero();
    queue.put(1);
    assertThat(queue.size()).isEqualTo(1);
    queue.put(2);
    assertThat(queue.size()).isEqualTo(2);
    queue.get();
    assertThat(queue.size()).isEqualTo(1);
    queue.get();
    assertThat(queue.size()).isZero();
  }

  @Test
  @Tag("C042")
  @Tag("C043")
  @Tag("X039")
  void close_everyUseOfTheHandleSaysSo() throws Exception {
    for (Queue<Object> queue : List.of(Queue.create(), JoinableQueue.create())) {
      queue.put("foo");
      queue.close();
      queue.close();
      for (Executable use : List.<Executable>of(
          () -> queue.put("foo"), queue::get, queue::isEmpty, queue::size, queue::flush)) {
        assertThatThrownBy(use::execute)
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("is closed");
      }
    }
  }

  @Test
  @Tag("X038")
  void flush_standsForJoinThread_onAHandleThatIsOpen() throws Exception {
    Queue<Integer> queue = Queue.create();
    queue.put(1);
    queue.flush();
    queue.close();
    assertThatThrownBy(queue::flush).isInstanceOf(IllegalStateException.class);
  }

  @Test
  @Tag("C230")
  @Tag("C232")
  @Tag("C233")
  @Tag("X041")
  void simple_closedOrUnencodable_failsAtOnce() throws Exception {
    SimpleQueue<Object> queue = SimpleQueue.create();
    assertThatThrownBy(() -> queue.put(new Thread())).isInstanceOf(PayloadException.class);
    assertThat(queue.isClosed()).isFalse();
    queue.close();
    queue.close();
    assertThat(queue.isClosed()).isTrue();
    for (Executable use : List.<Executable>of(() -> queue.put(1), queue::get, queue::isEmpty)) {
      assertThatThrownBy(use::execute)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("is closed");
    }
  }

  @Test
  @Tag("C231")
  void simple_isEmpty_isStrict() throws Exception {
    SimpleQueue<Boolean> queue = SimpleQueue.create();
    assertThat(queue.isEmpty()).isTrue();
    Process child = Process.of(QueueWork::putEmptiness, queue).start();
    child.join();
    assertThat(queue.isEmpty()).isFalse();
    assertThat(queue.get()).isTrue();
    assertThat(queue.get()).isFalse();
    assertThat(queue.isEmpty()).isTrue();
    queue.shutdown();
    assertThatThrownBy(queue::get).isInstanceOf(QueueShutDownException.class);
  }

  @Test
  @Tag("X036")
  void timeout_negative_isZero() {
    Queue<Integer> queue = Queue.create(1);
    assertThatThrownBy(() -> queue.get(-1, TimeUnit.SECONDS))
        .isInstanceOf(QueueEmptyException.class);
    queue.add(1);
    assertThatThrownBy(() -> queue.put(2, -1, TimeUnit.SECONDS))
        .isInstanceOf(QueueFullException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  @Tag("X037")
  void maxSize_notPositive_isNoBound(int maxSize) throws Exception {
    Queue<byte[]> queue = Queue.create(maxSize);
    for (int i = 0; i < 100; i++) {
      queue.put(new byte[100_000]);
    }
    assertThat(queue.full()).isFalse();
    assertThat(queue.size()).isEqualTo(100);
  }

  @Test
  @Tag("X040")
  void put_whatCannotCross_failsAtTheCall() {
    Queue<Object> queue = Queue.create();
    assertThatThrownBy(() -> queue.put(new Thread()))
        .isInstanceOf(PayloadException.class)
        .hasMessageContaining("Thread");
    assertThat(queue.isEmpty()).isTrue();
  }

  @Test
  @Tag("X042")
  void taskDone_countsPuts() throws Exception {
    JoinableQueue<Integer> queue = JoinableQueue.create();
    assertThatThrownBy(queue::taskDone)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("taskDone() called too many times");
    queue.join();
    queue.put(1);
    queue.taskDone();
    queue.join();
    assertThatThrownBy(queue::taskDone).isInstanceOf(IllegalStateException.class);
    assertThat(queue.get()).isEqualTo(1);
  }

  @Test
  void joinable_workersReport_joinEnds() throws Exception {
    JoinableQueue<Integer> jobs = JoinableQueue.create();
    Queue<Integer> done = Queue.create();
    List<Process> workers = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      workers.add(Process.of(QueueWork::work, jobs, done).daemon(true).start());
    }
    jobs.addAll(numbers(100));
    jobs.join();
    assertThat(done).hasSize(100);
    assertThat(get(done, 100).stream().mapToInt(Integer::intValue).sum()).isEqualTo(9900);
    for (Process worker : workers) {
      worker.kill();
      worker.join();
    }
  }

  @Test
  @Tag("X044")
  void join_childBeforeItsItemsAreTaken_ends() throws Exception {
    Queue<byte[]> queue = Queue.create();
    Process child = Process.of(QueueWork::putBytes, queue, 1_000_000).start();
    assertThat(child.join(Duration.ofSeconds(60))).isTrue();
    assertThat(queue.get()).hasSize(1_000_000);
  }

  @Test
  @Tag("X048")
  void producers_each_comeInTheirOrder() throws Exception {
    Queue<List<Integer>> queue = Queue.create();
    List<Process> producers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      producers.add(Process.of(QueueWork::putPairs, queue, i, 2000).start());
    }
    int[] next = new int[3];
    for (int i = 0; i < 6000; i++) {
      List<Integer> item = queue.get();
      assertThat(item.get(1)).isEqualTo(next[item.get(0)]++);
    }
    for (Process producer : producers) {
      producer.join();
    }
  }

  @Test
  @Tag("X049")
  void getNowait_rightAfterPut_findsIt() throws Exception {
    Queue<Integer> queue = Queue.create();
    for (int i = 0; i < 1000; i++) {
      queue.put(i);
      assertThat(queue.getNowait()).isEqualTo(i);
    }
  }

  @Test
  @Tag("X050")
  void put_thenChange_isNotSeen() throws Exception {
    Queue<List<Integer>> queue = Queue.create();
    List<Integer> item = new ArrayList<>(List.of(1));
    queue.put(item);
    item.add(2);
    assertThat(queue.get()).containsExactly(1);
  }

  @Test
  @Tag("X051")
  void shutdown_everyProcessIsTold() throws Exception {
    Queue<Object> in = Queue.create();
    Queue<Object> out = Queue.create();
    Process child = Process.of(QueueWork::echo, in, out).start();
    in.put("a");
    assertThat(out.get()).isEqualTo("a");
    in.put("b");
    in.shutdown();
    assertThat(out.get()).isEqualTo("b");
    assertThat(out.get()).isEqualTo("end");
    assertThatThrownBy(() -> in.put("c")).isInstanceOf(QueueShutDownException.class);
    assertThatThrownBy(in::get).isInstanceOf(QueueShutDownException.class);
    child.join();
    assertThat(child.exitCode()).hasValue(0);
  }

  @Test
  @Tag("X051")
  void shutdown_immediate_dropsWhatIsThere() throws Exception {
    JoinableQueue<Integer> queue = JoinableQueue.create();
    queue.put(1);
    queue.shutdown(true);
    queue.join();
    assertThatThrownBy(queue::get).isInstanceOf(QueueShutDownException.class);
  }

  @Test
  @Tag("X051")
  void shutdown_childProducesInFullSwing_itIsTold() throws Exception {
    Queue<Integer> queue = Queue.create();
    Process child =
        Process.of(QueueWork::putNumbers, queue, 0, Integer.MAX_VALUE).start();
    for (int i = 0; i < 10_000; i++) {
      assertThat(queue.get()).isEqualTo(i);
    }
    queue.shutdown();
    List<Integer> rest = untilShutDown(queue);
    assertThat(rest)
        .isEqualTo(IntStream.range(10_000, 10_000 + rest.size()).boxed().toList());
    child.join();
    assertThat(child.exitCode()).hasValue(1);
  }

  private static List<Integer> untilShutDown(Queue<Integer> queue) throws InterruptedException {
    List<Integer> items = new ArrayList<>();
    try {
      while (true) {
        items.add(queue.get());
      }
    } catch (QueueShutDownException e) {
      return items;
    }
  }

  @Test
  @Tag("X052")
  void values_returnAsTheyWere() throws Exception {
    Queue<Object> in = Queue.create();
    Queue<Object> out = Queue.create();
    Process child = Process.of(QueueWork::echo, in, out).start();
    List<Object> values = List.of(
        Optional.empty(),
        new byte[0],
        Double.NaN,
        BigInteger.TWO.pow(1000),
        "žluťoučký kůň \uD83D\uDC0E",
        List.of(Map.of("k", List.of(1, 2L, 3.0)), Set.of()),
        Arrays.asList(1, null));
    for (Object value : values) {
      in.put(value);
      assertThat(out.get()).isEqualTo(value);
    }
    in.shutdown();
    child.join();
  }

  @Test
  @Tag("C189")
  @Tag("C216")
  void queue_passedOnToAGrandchild_works() throws Exception {
    Queue<Integer> queue = Queue.create();
    Process child = Process.of(QueueWork::passOn, queue).start();
    assertThat(new HashSet<>(get(queue, 2))).isEqualTo(Set.of(1, 2));
    child.join();
    assertThat(child.exitCode()).hasValue(0);
  }

  @Test
  void queue_inARecordAndInAQueue_works() throws Exception {
    Queue<Object> answers = Queue.create();
    Process child = Process.of(QueueWork::answer, new Letter("hello", answers)).start();
    assertThat(answers.get()).isEqualTo("hello yourself");
    child.join();
    answers.put(new Letter("in itself", answers));
    Letter letter = (Letter) answers.get();
    letter.answer().put(letter.text());
    assertThat(answers.get()).isEqualTo("in itself");
  }

  @Test
  void queue_ownedByAChild_worksInTheParent() throws Exception {
    Queue<Object> parcels = Queue.create();
    Process child = Process.of(QueueWork::makeAndSend, parcels).start();
    @SuppressWarnings("unchecked")
    Queue<Object> owned = (Queue<Object>) parcels.get();
    owned.put("answer");
    child.join();
    assertThat(child.exitCode()).hasValue(0);
  }

  @Test
  void queue_argumentOfPoolTasks_resultsComeAfterTheirItems() throws Exception {
    Queue<Integer> queue = Queue.create();
    try (Pool pool = Pool.of(2)) {
      for (int i = 0; i < 50; i++) {
        assertThat(pool.apply(QueueWork::twice, queue, i)).isEqualTo(2 * i);
        assertThat(queue.getNowait()).isEqualTo(i);
      }
      pool.starmap(
          QueueWork::twice, numbers(50).stream().map(i -> Args2.of(queue, i)).toList());
      assertThat(queue).hasSize(50);
    }
  }

  @Test
  void put_thenSendOverAPipe_receiverFindsTheItem() throws Exception {
    Queue<Integer> queue = Queue.create();
    Pipe pipe = Pipe.duplex();
    Process child = Process.of(QueueWork::putAndTell, queue, pipe.second(), 300).start();
    for (int i = 0; i < 300; i++) {
      assertThat(pipe.first().recv()).isEqualTo(i);
      assertThat(queue.getNowait()).isEqualTo(i);
      pipe.first().send("next");
    }
    child.join();
    pipe.close();
  }

  @Test
  void put_thenPutToAnotherOwner_whoGetsThatFindsTheItem() throws Exception {
    Queue<Integer> queue = Queue.create();
    Queue<Queue<Integer>> parcels = Queue.create();
    Process child =
        Process.of(QueueWork::putAndTellByQueue, queue, parcels, 300).start();
    Queue<Integer> news = parcels.get();
    for (int i = 0; i < 300; i++) {
      assertThat(news.get()).isEqualTo(i);
      assertThat(queue.getNowait()).isEqualTo(i);
    }
    child.join();
    assertThat(child.exitCode()).hasValue(0);
  }

  @Test
  void unbounded_ownerShortOfMemory_producersWait() throws Exception {
    Queue<Queue<byte[]>> parcels = Queue.create();
    Queue<Integer> end = Queue.create();
    Process owner = Process.of(QueueWork::ownUntilShutDown, parcels, end)
        .jvmOptions("-Dtroupe.queue.memory=1000000")
        .start();
    Queue<byte[]> queue = parcels.get();
    AtomicInteger puts = new AtomicInteger();
    assertThatThrownBy(() -> {
          while (puts.get() < 1000) {
            queue.put(new byte[10_000], 2, TimeUnit.SECONDS);
            puts.incrementAndGet();
          }
        })
        .isInstanceOf(QueueFullException.class)
        .hasMessageContaining("memory");
    int put = puts.get();
    assertThat(put).isBetween(99, 120);
    Process producer = Process.of(QueueWork::putBytes, queue, 10_000).start();
    for (int i = 0; i <= put; i++) {
      assertThat(queue.get()).hasSize(10_000);
    }
    producer.join();
    assertThat(queue.offer(new byte[5_000_000]))
        .as("any item fits into an empty queue")
        .isTrue();
    assertThat(queue.get()).hasSize(5_000_000);
    end.put(0);
    owner.join();
  }

  @Test
  void bounded_childMustWait_parentTakes() throws Exception {
    Queue<Integer> queue = Queue.create(3);
    Process child = Process.of(QueueWork::putNumbers, queue, 0, 500).start();
    for (int i = 0; i < 500; i++) {
      assertThat(queue.get()).isEqualTo(i);
      assertThat(queue.size()).isLessThanOrEqualTo(3);
    }
    child.join();
  }

  @Test
  void get_childDrains_parentWantsSomeToo() throws Exception {
    Queue<Object> queue = Queue.create();
    Queue<Object> taken = Queue.create();
    for (int i = 0; i < 5000; i++) {
      queue.put(i);
    }
    Process child = Process.of(QueueWork::echo, queue, taken).start();
    List<Object> mine = new ArrayList<>();
    taken.get();
    for (int i = 0; i < 50; i++) {
      Object item = queue.poll();
      if (item != null) {
        mine.add(item);
      }
    }
    queue.shutdown();
    child.join();
    Set<Object> all = new HashSet<>(mine);
    taken.forEach(all::add);
    assertThat(mine).isSortedAccordingTo((a, b) -> Integer.compare((int) a, (int) b));
    assertThat(all).hasSize(4999 + 1);
    assertThat(taken.size() + mine.size()).isEqualTo(4999 + 1);
  }
}
