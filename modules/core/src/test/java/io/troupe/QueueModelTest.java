package io.troupe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever one thread does with a queue, the JDK's own answers the same. */
class QueueModelTest {

  /** What can be done with a queue, given a number; returns what came of it. */
  private static final List<Operation> OPERATIONS = List.of(
      BlockingQueue::offer,
      (queue, number) -> queue.offer(number, 0, TimeUnit.SECONDS),
      BlockingQueue::add,
      (queue, number) -> queue.poll(),
      (queue, number) -> queue.poll(0, TimeUnit.SECONDS),
      (queue, number) -> queue.remove(),
      (queue, number) -> queue.peek(),
      (queue, number) -> queue.element(),
      (queue, number) -> queue.size(),
      (queue, number) -> queue.isEmpty(),
      (queue, number) -> Math.min(10, queue.remainingCapacity()),
      (queue, number) -> queue.contains(number),
      (queue, number) -> queue.remove((Object) number),
      (queue, number) -> List.copyOf(queue),
      (queue, number) -> List.of(queue.toArray(new Integer[0])),
      (queue, number) -> queue.stream().map(each -> each + 1).toList(),
      (queue, number) -> queue.removeIf(each -> each > number),
      (queue, number) -> queue.retainAll(List.of(1, 2, 3, 4, number)),
      (queue, number) -> queue.removeAll(List.of(number)),
      (queue, number) -> queue.addAll(List.of(number, number + 1)),
      QueueModelTest::drain,
      QueueModelTest::removeFirstByIterator,
      (queue, number) -> {
        queue.clear();
        return queue.isEmpty();
      });

  @FunctionalInterface
  private interface Operation {
    Object apply(BlockingQueue<Integer> queue, Integer number) throws InterruptedException;
  }

  private static Object drain(BlockingQueue<Integer> queue, Integer number) {
    List<Integer> drained = new ArrayList<>();
    return queue.drainTo(drained, number) + " of " + drained;
  }

  private static Object removeFirstByIterator(BlockingQueue<Integer> queue, Integer number) {
    Iterator<Integer> iterator = queue.iterator();
    Integer first = iterator.next();
    iterator.remove();
    return first;
  }

  @Property(tries = 300)
  void oneThread_unbounded(
      @ForAll @Size(max = 60) List<@IntRange(max = 22) Integer> operations,
      @ForAll @Size(value = 60) List<@IntRange(max = 9) Integer> numbers) {
    compare(Queue.create(), new LinkedBlockingQueue<>(), operations, numbers);
  }

  @Property(tries = 300)
  void oneThread_bounded(
      @ForAll @IntRange(min = 1, max = 5) int capacity,
      @ForAll @Size(max = 60) List<@IntRange(max = 22) Integer> operations,
      @ForAll @Size(value = 60) List<@IntRange(max = 9) Integer> numbers) {
    compare(Queue.create(capacity), new LinkedBlockingQueue<>(capacity), operations, numbers);
  }

  private static void compare(
      BlockingQueue<Integer> queue,
      BlockingQueue<Integer> model,
      List<Integer> operations,
      List<Integer> numbers) {
    for (int i = 0; i < operations.size(); i++) {
      Operation operation = OPERATIONS.get(operations.get(i));
      Integer number = numbers.get(i);
      Function<BlockingQueue<Integer>, Object> outcome = each -> outcome(operation, each, number);
      assertThat(outcome.apply(queue)).isEqualTo(outcome.apply(model));
      assertThat(List.copyOf(queue)).isEqualTo(List.copyOf(model));
    }
  }

  /** What an operation returns, or what kind of exception it throws. */
  private static Object outcome(Operation operation, BlockingQueue<Integer> on, Integer number) {
    try {
      Object result = operation.apply(on, number);
      return result == null ? "null" : result;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } catch (RuntimeException e) {
      return List.of(IllegalStateException.class, java.util.NoSuchElementException.class).stream()
          .filter(kind -> kind.isInstance(e))
          .findFirst()
          .orElseThrow(() -> e);
    }
  }
}
