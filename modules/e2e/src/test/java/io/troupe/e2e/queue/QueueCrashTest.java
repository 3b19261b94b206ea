package io.troupe.e2e.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.troupe.JoinableQueue;
import io.troupe.OwnerLostException;
import io.troupe.Process;
import io.troupe.Queue;
import io.troupe.e2e.support.Scratch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a process leaves behind that is killed in the middle of something. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class QueueCrashTest {

  private static void kill(Process child) throws InterruptedException {
    child.kill();
    child.join();
    assertThat(child.exitCode()).hasValue(-9);
  }

  private static <T> FutureTask<T> start(Callable<T> body) {
    FutureTask<T> task = new FutureTask<>(body);
    Thread thread = new Thread(task, "test");
    thread.setDaemon(true);
    thread.start();
    return task;
  }

  @Test
  void consumer_killedWhileItWaits_takesNothingAlong() throws Exception {
    Queue<Integer> queue = Queue.create();
    Queue<String> ready = Queue.create();
    for (int i = 0; i < 5; i++) {
      Process child = Process.of(QueueWork::waitForOne, queue, ready).start();
      ready.get();
      child.kill();
      queue.put(i);
      child.join();
      Integer item = queue.poll(10, TimeUnit.SECONDS);
      assertThat(item == null && child.exitCode().getAsInt() == 0 || i == item).isTrue();
    }
  }

  @Test
  void consumer_killedAtAnyTime_nothingIsLostButOneItem_nothingComesTwice() throws Exception {
    for (int round = 0; round < 5; round++) {
      Queue<Integer> queue = Queue.create();
      Queue<Integer> told = Queue.create();
      int count = 1000;
      queue.addAll(IntStream.range(0, count).boxed().toList());
      Process child = Process.of(QueueWork::tellWhatItTakes, queue, told).start();
      int until = ThreadLocalRandom.current().nextInt(1, 800);
      await().atMost(Scratch.PATIENCE).until(() -> told.size() >= until);
      kill(child);
      List<Integer> rest = takeAll(queue);
      List<Integer> all = takeAll(told);
      assertThat(rest)
          .isEqualTo(IntStream.range(count - rest.size(), count).boxed().toList());
      all.addAll(rest);
      assertThat(all).doesNotHaveDuplicates().hasSizeBetween(count - 1, count);
    }
  }

  /** The end of a process is seen by a queue some moments after its parent has seen it, and brings items back. */
  private static List<Integer> takeAll(Queue<Integer> queue) throws InterruptedException {
    List<Integer> all = new ArrayList<>();
    for (Integer item = queue.poll(2, TimeUnit.SECONDS);
        item != null;
        item = queue.poll(2, TimeUnit.SECONDS)) {
      all.add(item);
    }
    all.sort(null);
    return all;
  }

  @Test
  void producer_killedAtAnyTime_whatItPutIsThereInOrder() throws Exception {
    for (int round = 0; round < 5; round++) {
      Queue<Integer> queue = Queue.create();
      Process child =
          Process.of(QueueWork::putNumbers, queue, 0, Integer.MAX_VALUE).start();
      int until = ThreadLocalRandom.current().nextInt(1, 20_000);
      for (int i = 0; i < until; i++) {
        assertThat(queue.get()).isEqualTo(i);
      }
      kill(child);
      int next = until;
      for (Integer item = queue.poll(); item != null; item = queue.poll(1, TimeUnit.SECONDS)) {
        assertThat(item).isEqualTo(next++);
      }
      queue.put(-1);
      assertThat(queue.get()).isEqualTo(-1);
    }
  }

  @Test
  void producer_killedWhileItWaitsForRoom_putsNothing() throws Exception {
    Queue<Integer> queue = Queue.create(1);
    Queue<String> ready = Queue.create();
    queue.put(1);
    Process child = Process.of(QueueWork::putOne, queue, ready).start();
    ready.get();
    kill(child);
    assertThat(queue.get()).isEqualTo(1);
    Integer late = queue.poll(1, TimeUnit.SECONDS);
    assertThat(late == null || late == 99).isTrue();
    queue.put(2);
    assertThat(queue.get()).isEqualTo(2);
  }

  @Test
  @Tag("X047")
  void joinable_consumerKilledBeforeTaskDone_itemIsGivenAgainAndJoinEnds() throws Exception {
    JoinableQueue<Integer> jobs = JoinableQueue.create();
    Queue<Integer> taken = Queue.create();
    jobs.addAll(List.of(1, 2, 3));
    Process child = Process.of(QueueWork::takeAndDie, jobs, taken).start();
    assertThat(taken.get()).isEqualTo(1);
    child.join();
    FutureTask<Void> join = start(() -> {
      jobs.join();
      return null;
    });
    Set<Integer> again = new HashSet<>();
    for (int i = 0; i < 3; i++) {
      again.add(jobs.get());
      jobs.taskDone();
    }
    assertThat(again).containsExactlyInAnyOrder(1, 2, 3);
    join.get();
  }

  @Test
  void owner_killed_everyWaitEnds() throws Exception {
    Queue<Queue<Object>> parcels = Queue.create();
    Process owner = Process.of(QueueWork::own, parcels).start();
    Queue<Object> full = parcels.get();
    Queue<Object> empty = parcels.get();
    JoinableQueue<Object> undone = (JoinableQueue<Object>) parcels.get();
    undone.put("never done");
    List<FutureTask<Object>> waits = List.of(
        start(() -> full.offer("x", 100, TimeUnit.SECONDS)),
        start(empty::get),
        start(() -> empty.poll(100, TimeUnit.SECONDS)),
        start(() -> undone.join(100, TimeUnit.SECONDS)));
    assertThat(empty.size()).isZero();
    kill(owner);
    for (FutureTask<Object> wait : waits) {
      assertThatThrownBy(wait::get).hasCauseInstanceOf(OwnerLostException.class);
    }
    for (Callable<Object> use :
        List.<Callable<Object>>of(empty::size, empty::poll, () -> full.offer("x"))) {
      assertThatThrownBy(use::call).isInstanceOf(OwnerLostException.class);
    }
    full.close();
    empty.close();
  }
}
