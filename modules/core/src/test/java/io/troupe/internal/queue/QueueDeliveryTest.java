package io.troupe.internal.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.troupe.internal.object.Waiter;
import io.troupe.proto.Frame;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Consumers that do as they please: whatever they do, and however often one dies, each item is taken once. */
class QueueDeliveryTest {
  private static final int CONSUMERS = 3;

  /** A remote process with threads that get, and the items that it has received and not taken. */
  private static final class Consumer {
    private final TestCaller caller = TestCaller.remote("consumer");
    private final List<Long> asked = new ArrayList<>();
    private final Map<Long, List<String>> batches = new LinkedHashMap<>();
    private final Map<Long, Integer> counts = new LinkedHashMap<>();

    void receive() {
      for (long get : List.copyOf(asked)) {
        if (caller.hasAnswer(get)) {
          asked.remove(get);
          if (caller.answer(get).getQueue().hasHandedItems()) {
            batches.put(get, caller.items(get));
            counts.put(get, 0);
          }
        }
      }
    }
  }

  private final MemoryBudget budget = new MemoryBudget(1 << 20);
  private final TestCaller producer = TestCaller.local();
  private final List<Consumer> consumers = new ArrayList<>();
  private final List<String> taken = new ArrayList<>();
  private QueueState queue;
  private long correlations;
  private int put;

  @Property(tries = 1000)
  void eachItem_isTakenOnce(
      @ForAll @IntRange(max = 3) int maxSize,
      @ForAll @Size(max = 200) List<@IntRange(max = 17) Integer> actions) {
    start(maxSize);
    for (int action : actions) {
      act(action / CONSUMERS, consumers.get(action % CONSUMERS));
    }
    assertThat(taken).doesNotHaveDuplicates();
    takeTheRest();
    assertThat(taken)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, put).mapToObj(Integer::toString).toList());
  }

  private void start(int maxSize) {
    queue = new QueueState(1, maxSize, false, budget, () -> {});
    consumers.clear();
    taken.clear();
    put = 0;
    for (int i = 0; i < CONSUMERS; i++) {
      consumers.add(new Consumer());
    }
  }

  private void act(int what, Consumer consumer) {
    switch (what) {
      case 0 -> putNext();
      case 1 -> get(consumer, true);
      case 2 -> get(consumer, false);
      case 3 -> takeOne(consumer);
      case 4 -> answerRecalls(consumer);
      default -> die(consumer);
    }
  }

  private void putNext() {
    long correlation = ++correlations;
    queue.put(
        new Waiter(producer, correlation),
        List.of(ByteString.copyFromUtf8(Integer.toString(put))),
        false);
    if (producer.answer(correlation).getQueue().hasPutWindow()) {
      put++;
    }
  }

  private void get(Consumer consumer, boolean wait) {
    long correlation = ++correlations;
    consumer.asked.add(correlation);
    queue.get(
        new Waiter(consumer.caller, correlation),
        new QueueState.Want(256, Tallies.Tally.NONE),
        wait);
  }

  private void takeOne(Consumer consumer) {
    consumer.receive();
    consumer.batches.keySet().stream().findFirst().ifPresent(batch -> take(consumer, batch));
  }

  private void take(Consumer consumer, long batch) {
    List<String> items = consumer.batches.get(batch);
    int count = consumer.counts.merge(batch, 1, Integer::sum);
    taken.add(items.get(count - 1));
    if (count == items.size()) {
      consumer.batches.remove(batch);
    }
    queue.taken(consumer.caller, batch, count);
  }

  private void answerRecalls(Consumer consumer) {
    consumer.receive();
    for (Frame news : consumer.caller.news()) {
      for (long batch : news.getQueue().getRecallBatches().getBatchesList()) {
        if (consumer.batches.remove(batch) != null) {
          queue.giveBack(consumer.caller, batch, consumer.counts.get(batch));
        }
      }
    }
  }

  private void die(Consumer consumer) {
    queue.gone(consumer.caller);
    Collections.replaceAll(consumers, consumer, new Consumer());
  }

  private void takeTheRest() {
    consumers.forEach(consumer -> queue.gone(consumer.caller));
    Consumer last = new Consumer();
    get(last, false);
    for (last.receive(); !last.batches.isEmpty(); last.receive()) {
      takeOne(last);
      if (last.batches.isEmpty()) {
        get(last, false);
      }
    }
  }
}
