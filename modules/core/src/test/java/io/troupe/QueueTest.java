package io.troupe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Queues between threads of one process. */
@Timeout(60)
class QueueTest {
  private static <T> FutureTask<T> start(Callable<T> body) {
    FutureTask<T> task = new FutureTask<>(body);
    Thread thread = new Thread(task, "test");
    thread.setDaemon(true);
    thread.start();
    return task;
  }

  private static void awaitWaiting(Thread thread) {
    await()
        .until(() -> thread.getState() == Thread.State.WAITING
            || thread.getState() == Thread.State.TIMED_WAITING);
  }

  @Test
  void null_isRefused() {
    Queue<String> queue = Queue.create();
    assertThatThrownBy(() -> queue.put(null)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> queue.offer(null)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> queue.add(null)).isInstanceOf(NullPointerException.class);
    assertThat(queue.contains(null)).isFalse();
    assertThat(queue.remove(null)).isFalse();
    SimpleQueue<String> simple = SimpleQueue.create();
    assertThatThrownBy(() -> simple.put(null)).isInstanceOf(NullPointerException.class);
  }

  @Test
  void put_whatCannotCross_failsAndPutsNothing() {
    Queue<Object> queue = Queue.create();
    assertThatThrownBy(() -> queue.put(new Thread())).isInstanceOf(PayloadException.class);
    assertThat(queue.isEmpty()).isTrue();
  }

  @Test
  void operations_closedHandle_sayItIsClosed() {
    Queue<Integer> queue = Queue.create();
    queue.add(1);
    queue.close();
    queue.close();
    assertThat(queue.isClosed()).isTrue();
    List<Callable<Object>> operations = List.of(
        () -> queue.offer(1),
        () -> queue.offer(1, 1, TimeUnit.SECONDS),
        queue::poll,
        queue::get,
        queue::peek,
        queue::size,
        queue::isEmpty,
        queue::full,
        queue::remainingCapacity,
        queue::iterator);
    for (Callable<Object> operation : operations) {
      assertThatThrownBy(operation::call)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("is closed");
    }
  }

  @Test
  void close_oneHandle_leavesOthers() throws InterruptedException {
    Queue<Object> queue = Queue.create();
    queue.put(queue);
    @SuppressWarnings("unchecked")
    Queue<Object> other = (Queue<Object>) queue.get();
    queue.close();
    other.put("still there");
    assertThat(other.get()).isEqualTo("still there");
  }

  @Test
  void put_closedQueueAsItem_fails() {
    Queue<Object> queue = Queue.create();
    Queue<Object> closed = Queue.create();
    closed.close();
    assertThatThrownBy(() -> queue.put(closed))
        .isInstanceOf(PayloadException.class)
        .hasMessageContaining("is closed");
  }

  @Test
  void get_interrupted_throwsAndTakesNothing() throws Exception {
    Queue<String> queue = Queue.create();
    CompletableFuture<Object> outcome = new CompletableFuture<>();
    Thread getter = new Thread(() -> {
      try {
        outcome.complete(queue.get());
      } catch (InterruptedException e) {
        outcome.complete(e);
      }
    });
    getter.start();
    awaitWaiting(getter);
    getter.interrupt();
    assertThat(outcome.get()).isInstanceOf(InterruptedException.class);
    queue.put("kept");
    assertThat(queue.get()).isEqualTo("kept");
  }

  @Test
  void put_interrupted_throwsAndPutsNothing() throws Exception {
    Queue<String> queue = Queue.create(1);
    queue.put("first");
    CompletableFuture<Object> outcome = new CompletableFuture<>();
    Thread putter = new Thread(() -> {
      try {
        queue.put("second");
        outcome.complete("put");
      } catch (InterruptedException e) {
        outcome.complete(e);
      }
    });
    putter.start();
    awaitWaiting(putter);
    putter.interrupt();
    assertThat(outcome.get()).isInstanceOf(InterruptedException.class);
    assertThat(queue.get()).isEqualTo("first");
    assertThat(queue.poll()).isNull();
  }

  @Test
  void interruptedThread_blockingThrows_otherOperationsDoNot() {
    Queue<String> queue = Queue.create();
    Thread.currentThread().interrupt();
    assertThat(queue.offer("a")).isTrue();
    assertThat(queue.poll()).isEqualTo("a");
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
    assertThatThrownBy(queue::get).isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void shutdown_getAndPutThatWait_throw() throws Exception {
    Queue<Integer> full = Queue.create(1);
    full.put(1);
    Queue<Integer> empty = Queue.create();
    FutureTask<Object> put = start(() -> full.offer(2, 50, TimeUnit.SECONDS));
    FutureTask<Object> get = start(empty::get);
    full.shutdown();
    empty.shutdown();
    assertThatThrownBy(put::get).hasCauseInstanceOf(QueueShutDownException.class);
    assertThatThrownBy(get::get).hasCauseInstanceOf(QueueShutDownException.class);
    assertThat(full.get()).isEqualTo(1);
    assertThatThrownBy(full::get).isInstanceOf(QueueShutDownException.class);
    assertThatThrownBy(() -> empty.put(1)).isInstanceOf(QueueShutDownException.class);
    assertThatThrownBy(() -> empty.offer(1)).isInstanceOf(QueueShutDownException.class);
    assertThatThrownBy(empty::poll).isInstanceOf(QueueShutDownException.class);
    empty.shutdown();
    empty.shutdown(true);
  }

  @Test
  void shutdown_producersInFullSwing_everyPutThatReturnedIsFound() throws Exception {
    Queue<Integer> queue = Queue.create();
    FutureTask<Integer> puts = start(() -> {
      for (int i = 0; ; i++) {
        try {
          queue.put(i);
        } catch (QueueShutDownException e) {
          return i;
        }
      }
    });
    for (int i = 0; i < 1000; i++) {
      assertThat(queue.get()).isEqualTo(i);
    }
    queue.shutdown();
    int next = 1000;
    try {
      while (true) {
        assertThat(queue.get()).isEqualTo(next++);
      }
    } catch (QueueShutDownException e) {
      assertThat(puts.get()).isEqualTo(next);
    }
  }

  @Test
  void threads_manyProducersAndConsumers_eachItemOnceAndInTheOrderOfItsProducer() throws Exception {
    for (Queue<List<Integer>> queue :
        List.of(Queue.<List<Integer>>create(), Queue.<List<Integer>>create(3))) {
      ConcurrentLinkedQueue<List<Integer>> all = new ConcurrentLinkedQueue<>();
      List<FutureTask<Void>> consumers =
          Stream.generate(() -> start(() -> consume(queue, all))).limit(3).toList();
      List<FutureTask<Void>> producers =
          IntStream.range(0, 3).mapToObj(n -> start(() -> produce(queue, n))).toList();
      for (FutureTask<Void> each : producers) {
        each.get();
      }
      queue.shutdown();
      for (FutureTask<Void> each : consumers) {
        each.get();
      }
      Set<List<Integer>> distinct = new HashSet<>(all);
      assertThat(all).hasSize(6000);
      assertThat(distinct).hasSize(6000);
    }
  }

  private static Void produce(Queue<List<Integer>> queue, int producer)
      throws InterruptedException {
    for (int i = 0; i < 2000; i++) {
      queue.put(List.of(producer, i));
    }
    return null;
  }

  private static Void consume(Queue<List<Integer>> queue, ConcurrentLinkedQueue<List<Integer>> all)
      throws InterruptedException {
    int[] last = {-1, -1, -1};
    try {
      while (true) {
        List<Integer> item = queue.get();
        assertThat(item.get(1)).isGreaterThan(last[item.get(0)]);
        last[item.get(0)] = item.get(1);
        all.add(item);
      }
    } catch (QueueShutDownException e) {
      return null;
    }
  }

  @Test
  void itemsAhead_anotherThreadLooks_seesThem() throws Exception {
    Queue<Integer> queue = Queue.create();
    List<Integer> numbers = IntStream.range(0, 100).boxed().toList();
    queue.addAll(numbers);
    List<Integer> drained = new ArrayList<>();
    while (queue.size() > 50) {
      drained.add(queue.get());
    }
    for (int i = 0; i < 20; i++) {
      drained.add(queue.get());
    }
    assertThat(start(queue::size).get()).isEqualTo(30);
    assertThat(start(queue::peek).get()).isEqualTo(70);
    assertThat(start(() -> List.copyOf(queue)).get()).isEqualTo(numbers.subList(70, 100));
    assertThat(start(queue::poll).get()).isEqualTo(70);
    queue.drainTo(drained);
    assertThat(drained).hasSize(99);
  }

  @Test
  void drainTo_itself_isRefused() {
    Queue<Object> queue = Queue.create();
    assertThatThrownBy(() -> queue.drainTo(queue)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void get_itemOfAnotherType_failsWhereItIsUsed() throws Exception {
    Queue<Object> queue = Queue.create();
    queue.put(1);
    @SuppressWarnings({"unchecked", "rawtypes"})
    Queue<String> misread = (Queue) queue;
    assertThatThrownBy(() -> misread.get().length()).isInstanceOf(ClassCastException.class);
  }

  @Test
  void joinable_joinWithALimit_saysWhetherAllIsDone() throws Exception {
    JoinableQueue<Integer> queue = JoinableQueue.create();
    assertThat(queue.join(0, TimeUnit.SECONDS)).isTrue();
    queue.put(1);
    assertThat(queue.join(10, TimeUnit.MILLISECONDS)).isFalse();
    assertThat(queue.get()).isEqualTo(1);
    assertThat(queue.join(-1, TimeUnit.MILLISECONDS)).isFalse();
    FutureTask<Boolean> join = start(() -> queue.join(50, TimeUnit.SECONDS));
    queue.taskDone();
    assertThat(join.get()).isTrue();
    queue.join();
  }

  @Test
  void forgottenQueue_ofWhichNobodyHasAHandle_isFreed() throws ExecutionException {
    java.lang.ref.WeakReference<Queue<byte[]>> forgotten =
        new java.lang.ref.WeakReference<>(Queue.create());
    await().until(() -> {
      System.gc();
      return forgotten.get() == null;
    });
  }
}
