package io.troupe.internal.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.troupe.internal.object.Waiter;
import io.troupe.proto.QueueWord;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class QueueStateTest {
  private static final int LARGE = 1 << 20;

  private final TestCaller owner = TestCaller.local();
  private final TestCaller one = TestCaller.remote("one");
  private final TestCaller two = TestCaller.remote("two");
  private final MemoryBudget budget = new MemoryBudget(LARGE);
  private final List<Runnable> wakeUps = new ArrayList<>();
  private QueueState queue = newQueue(0, false);
  private long correlations;

  private QueueState newQueue(int maxSize, boolean joinable) {
    return new QueueState(7, maxSize, joinable, budget, () -> wakeUps.add(this::roomAgain));
  }

  private void roomAgain() {
    queue.roomAgain();
  }

  private long put(TestCaller caller, String item, boolean wait) {
    long correlation = ++correlations;
    queue.put(new Waiter(caller, correlation), List.of(ByteString.copyFromUtf8(item)), wait);
    return correlation;
  }

  private void putAll(String... items) {
    for (String item : items) {
      assertThat(owner.answer(put(owner, item, false)).getQueue().hasPutWindow())
          .isTrue();
    }
  }

  private long get(TestCaller caller, boolean wait) {
    long correlation = ++correlations;
    queue.get(new Waiter(caller, correlation), new QueueState.Want(256, Tallies.Tally.NONE), wait);
    return correlation;
  }

  private QueueWord word(TestCaller caller, long correlation) {
    assertThat(caller.answer(correlation).getQueue().hasSays()).isTrue();
    return caller.answer(correlation).getQueue().getSays().getWord();
  }

  private long size() {
    long correlation = ++correlations;
    queue.count(new Waiter(owner, correlation));
    return owner.answer(correlation).getQueue().getContent().getSize();
  }

  private List<String> drain(TestCaller caller) {
    List<String> all = new ArrayList<>();
    long get = get(caller, false);
    while (caller.answer(get).getQueue().hasHandedItems()) {
      List<String> items = caller.items(get);
      all.addAll(items);
      queue.taken(caller, get, items.size());
      get = get(caller, false);
    }
    return all;
  }

  /** Lets a process get until several items come at once; returns the correlation of that get. */
  private long drainUntilAhead(TestCaller caller) {
    long get = get(caller, false);
    while (caller.items(get).size() == 1) {
      queue.taken(caller, get, 1);
      get = get(caller, false);
    }
    return get;
  }

  private static String[] numbers(int from, int to) {
    return IntStream.range(from, to).mapToObj(Integer::toString).toArray(String[]::new);
  }

  @Test
  void get_severalWait_areServedInOrder() {
    long first = get(one, true);
    long second = get(two, true);
    long third = get(one, true);
    putAll("a", "b");
    assertThat(one.items(first)).containsExactly("a");
    assertThat(two.items(second)).containsExactly("b");
    assertThat(one.hasAnswer(third)).isFalse();
  }

  @Test
  void get_emptyAndNotWaiting_saysEmpty() {
    assertThat(word(one, get(one, false))).isEqualTo(QueueWord.EMPTY);
  }

  @Test
  void put_bounded_waitsInOrderForRoom() {
    queue = newQueue(2, false);
    putAll("a", "b");
    assertThat(word(owner, put(owner, "x", false))).isEqualTo(QueueWord.FULL);
    long third = put(one, "c", true);
    long fourth = put(two, "d", true);
    assertThat(one.hasAnswer(third)).isFalse();
    assertThat(owner.items(get(owner, false))).containsExactly("a");
    assertThat(one.answer(third).getQueue().getPutWindow().getBytes()).isZero();
    assertThat(two.hasAnswer(fourth)).isFalse();
    assertThat(drain(owner)).containsExactly("b", "c", "d");
    assertThat(two.hasAnswer(fourth)).isTrue();
  }

  @Test
  void withdraw_whoWaits_isAnsweredAndForgotten() {
    queue = newQueue(1, false);
    long get = get(one, true);
    queue.withdraw(new Waiter(one, get));
    assertThat(one.answer(get).hasRequestWithdrawn()).isTrue();
    putAll("a");
    long put = put(two, "b", true);
    queue.withdraw(new Waiter(two, put));
    assertThat(two.answer(put).hasRequestWithdrawn()).isTrue();
    assertThat(drain(owner)).containsExactly("a");
  }

  @Test
  void withdraw_whoWasServed_changesNothing() {
    long get = get(one, true);
    putAll("a");
    queue.withdraw(new Waiter(one, get));
    assertThat(one.items(get)).containsExactly("a");
  }

  @Test
  void gone_handedItemNotTaken_goesBackToTheHead() {
    putAll("a", "b");
    assertThat(one.items(get(one, true))).containsExactly("a");
    queue.gone(one);
    assertThat(drain(two)).containsExactly("a", "b");
  }

  @Test
  void gone_itemTaken_staysGone() {
    putAll("a", "b");
    queue.taken(one, get(one, true), 1);
    queue.gone(one);
    assertThat(drain(two)).containsExactly("b");
  }

  @Test
  void gone_whoWaits_takesNothing() {
    get(one, true);
    long second = get(two, true);
    queue.gone(one);
    putAll("a");
    assertThat(two.items(second)).containsExactly("a");
  }

  @Test
  void gone_producerThatWaits_putsNothing() {
    queue = newQueue(1, false);
    putAll("a");
    put(one, "b", true);
    queue.gone(one);
    assertThat(drain(two)).containsExactly("a");
  }

  @Test
  void get_onlyConsumerDrains_itemsTravelAhead() {
    putAll(numbers(0, 100));
    long get = drainUntilAhead(one);
    assertThat(one.items(get)).hasSizeGreaterThan(1).hasSizeLessThanOrEqualTo(256);
  }

  @Test
  void get_twoConsumersByTurns_getOneEach() {
    putAll(numbers(0, 100));
    for (int i = 0; i < 100; i++) {
      TestCaller caller = i % 2 == 0 ? one : two;
      assertThat(caller.items(get(caller, true))).containsExactly(Integer.toString(i));
    }
  }

  @Test
  void get_othersHoldTheLastItemsAhead_callsThemBack() {
    putAll(numbers(0, 6));
    long batch = drainUntilAhead(one);
    assertThat(one.items(batch)).containsExactly("2", "3", "4", "5");
    long get = get(two, true);
    assertThat(one.news().get(0).getQueue().getRecallBatches().getBatchesList())
        .containsExactly(batch);
    assertThat(two.hasAnswer(get)).isFalse();
    queue.giveBack(one, batch, 2);
    assertThat(two.items(get)).containsExactly("4");
    assertThat(two.items(get(two, true))).containsExactly("5");
  }

  @Test
  void getNow_othersHoldTheLastItemsAhead_awaitsThem() {
    putAll(numbers(0, 6));
    long batch = drainUntilAhead(one);
    List<Long> gets = List.of(get(two, false), get(two, false));
    long last = get(owner, false);
    assertThat(gets).noneMatch(two::hasAnswer);
    assertThat(one.news()).as("one call is enough").hasSize(1);
    queue.giveBack(one, batch, 2);
    assertThat(two.items(gets.get(0))).containsExactly("4");
    assertThat(two.items(gets.get(1))).containsExactly("5");
    assertThat(word(owner, last)).isEqualTo(QueueWord.EMPTY);
  }

  @Test
  void get_newerItemsThere_waitsForOlderOnesAhead() {
    putAll(numbers(0, 7));
    long batch = drainUntilAhead(one);
    assertThat(one.items(batch)).containsExactly("2", "3", "4", "5");
    long get = get(two, true);
    assertThat(two.hasAnswer(get)).isFalse();
    queue.giveBack(one, batch, 1);
    assertThat(two.items(get)).containsExactly("3");
  }

  @Test
  void getNow_holderTakesTheLastItemsAhead_saysEmpty() {
    putAll(numbers(0, 6));
    long batch = drainUntilAhead(one);
    long get = get(two, false);
    queue.taken(one, batch, 4);
    assertThat(word(two, get)).isEqualTo(QueueWord.EMPTY);
  }

  @Test
  void getNow_holderOfItemsAheadDies_getsThem() {
    putAll(numbers(0, 10));
    long batch = drainUntilAhead(one);
    queue.taken(one, batch, 1);
    List<String> rest = one.items(batch).subList(1, one.items(batch).size());
    queue.gone(one);
    assertThat(drain(two)).startsWith(rest.toArray(String[]::new)).endsWith("9");
  }

  @Test
  void giveBack_orderIsThatOfThePuts() {
    putAll(numbers(0, 20));
    long batch = drainUntilAhead(one);
    int begin = Integer.parseInt(one.items(batch).get(0));
    queue.giveBack(one, batch, 1);
    assertThat(drain(two)).containsExactly(numbers(begin + 1, 20));
  }

  @Test
  void count_itemsAheadCount() {
    putAll(numbers(0, 10));
    long batch = drainUntilAhead(one);
    int begin = Integer.parseInt(one.items(batch).get(0));
    long correlation = ++correlations;
    queue.count(new Waiter(two, correlation));
    queue.giveBack(one, batch, 1);
    assertThat(two.answer(correlation).getQueue().getContent().getSize()).isEqualTo(10 - begin - 1);
  }

  @Test
  void putUnasked_halfTheWindowUsed_isGrantedMore() {
    long window = one.answer(putBytes(one, 10)).getQueue().getPutWindow().getBytes();
    queue.putUnasked(one, List.of(bytes((int) window / 4)));
    assertThat(one.news()).isEmpty();
    queue.putUnasked(one, List.of(bytes((int) window / 2)));
    assertThat(one.news().get(0).getQueue().getPutWindow().getBytes()).isGreaterThan(window);
  }

  private long putBytes(TestCaller caller, int size) {
    long correlation = ++correlations;
    queue.put(new Waiter(caller, correlation), List.of(bytes(size)), true);
    return correlation;
  }

  private static ByteString bytes(int size) {
    return ByteString.copyFrom(new byte[size]);
  }

  @Test
  void put_budgetUsedUp_waitsUntilItemsAreTaken() {
    assertThat(one.hasAnswer(putBytes(one, LARGE))).isTrue();
    long waiting = putBytes(one, 1);
    queue.putUnasked(two, List.of(bytes(LARGE)));
    assertThat(one.hasAnswer(waiting)).isFalse();
    assertThat(two.news()).as("more room").isEmpty();
    assertThat(word(two, put(two, "x", false))).isEqualTo(QueueWord.FULL);
    assertThat(two.hasAnswer(get(two, true))).isTrue();
    assertThat(one.hasAnswer(waiting)).isFalse();
    assertThat(two.hasAnswer(get(two, true))).isTrue();
    assertThat(one.answer(waiting).getQueue().hasPutWindow()).isTrue();
  }

  @Test
  void put_budgetUsedUpByAnotherQueue_waitsForThat() {
    QueueState other = newQueue(0, false);
    other.put(new Waiter(two, 1), List.of(bytes(LARGE)), true);
    long waiting = putBytes(one, 1);
    assertThat(one.hasAnswer(waiting)).isFalse();
    other.end();
    wakeUps.forEach(Runnable::run);
    assertThat(one.hasAnswer(waiting)).isTrue();
  }

  @Test
  void shutDown_whatIsThereCanBeTaken_thenNothing() {
    putAll("a");
    queue.windowEnded(owner);
    long end = ++correlations;
    queue.shutDown(new Waiter(one, end), false);
    assertThat(one.answer(end).hasDone()).isTrue();
    assertThat(word(two, put(two, "x", true))).isEqualTo(QueueWord.SHUT_DOWN);
    assertThat(two.items(get(two, true))).containsExactly("a");
    assertThat(word(two, get(two, true))).isEqualTo(QueueWord.SHUT_DOWN);
    assertThat(word(two, get(two, false))).isEqualTo(QueueWord.SHUT_DOWN);
  }

  @Test
  void shutDown_putsUnderWay_arriveFirst() {
    put(one, "a", true);
    queue.taken(two, get(two, true), 1);
    long get = get(two, true);
    long end = ++correlations;
    queue.shutDown(new Waiter(two, end), false);
    assertThat(one.news().get(0).getQueue().hasEndWindow()).isTrue();
    assertThat(two.hasAnswer(end)).isFalse();
    queue.putUnasked(one, List.of(ByteString.copyFromUtf8("b")));
    assertThat(two.items(get)).containsExactly("b");
    queue.windowEnded(one);
    assertThat(two.answer(end).hasDone()).isTrue();
    assertThat(word(two, get(two, true))).isEqualTo(QueueWord.SHUT_DOWN);
  }

  @Test
  void shutDown_producerDies_ends() {
    put(one, "a", true);
    long end = ++correlations;
    queue.shutDown(new Waiter(two, end), false);
    queue.gone(one);
    assertThat(two.answer(end).hasDone()).isTrue();
  }

  @Test
  void shutDown_whoWaits_isRefused() {
    queue = newQueue(1, false);
    putAll("a");
    long put = put(one, "b", true);
    queue.shutDown(new Waiter(two, ++correlations), false);
    assertThat(word(one, put)).isEqualTo(QueueWord.SHUT_DOWN);
    drain(owner);
    queue = newQueue(1, false);
    long get = get(one, true);
    queue.shutDown(new Waiter(two, ++correlations), false);
    assertThat(word(one, get)).isEqualTo(QueueWord.SHUT_DOWN);
  }

  @Test
  void shutDown_immediate_dropsAllAndEndsJoin() {
    queue = newQueue(5, true);
    putAll("a", "b");
    long join = ++correlations;
    queue.join(new Waiter(one, join));
    queue.shutDown(new Waiter(two, ++correlations), true);
    assertThat(one.answer(join).hasDone()).isTrue();
    assertThat(word(one, get(one, true))).isEqualTo(QueueWord.SHUT_DOWN);
  }

  @Test
  void taskDone_asOftenAsPut_endsJoin() {
    queue = newQueue(0, true);
    putAll("a", "b");
    long join = ++correlations;
    queue.join(new Waiter(one, join));
    queue.taskDone(new Waiter(two, ++correlations));
    assertThat(one.hasAnswer(join)).isFalse();
    queue.taskDone(new Waiter(two, ++correlations));
    assertThat(one.answer(join).hasDone()).isTrue();
    queue.taskDone(new Waiter(two, ++correlations));
    assertThat(word(two, correlations)).isEqualTo(QueueWord.DONE_TOO_OFTEN);
  }

  @Test
  void gone_joinable_whatWasNotDoneIsGivenAgain() {
    queue = newQueue(0, true);
    putAll("a", "b", "c");
    queue.taken(one, get(one, true), 1);
    queue.taken(one, get(one, true), 1);
    queue.taskDone(new Waiter(one, ++correlations));
    queue.gone(one);
    assertThat(drain(two)).containsExactly("b", "c");
    queue.taskDone(new Waiter(two, ++correlations));
    queue.taskDone(new Waiter(two, ++correlations));
    long join = ++correlations;
    queue.join(new Waiter(one, join));
    assertThat(one.answer(join).hasDone()).isTrue();
  }

  @Test
  void gone_joinable_whatOthersReportedDoneIsNot() {
    queue = newQueue(0, true);
    putAll("a");
    queue.taken(one, get(one, true), 1);
    queue.taskDone(new Waiter(two, ++correlations));
    queue.gone(one);
    assertThat(drain(two)).isEmpty();
  }

  private void done(TestCaller caller) {
    queue.taskDone(new Waiter(caller, ++correlations));
    assertThat(caller.answer(correlations).hasDone()).isTrue();
  }

  private boolean isJoined() {
    long join = ++correlations;
    queue.join(new Waiter(owner, join));
    return owner.hasAnswer(join);
  }

  @Test
  void taskDone_forWhatAnotherTakes_countsBeforeItIsTakenAndAfter() {
    for (boolean before : List.of(true, false)) {
      queue = newQueue(0, true);
      putAll("a", "b");
      if (before) {
        done(owner);
      }
      queue.taken(one, get(one, true), 1);
      if (!before) {
        done(owner);
      }
      queue.taken(two, get(two, true), 1);
      queue.gone(one);
      assertThat(drain(owner)).isEmpty();
      queue.gone(two);
      assertThat(drain(owner)).containsExactly("b");
      assertThat(isJoined()).isFalse();
      done(owner);
      assertThat(isJoined()).isTrue();
    }
  }

  @Test
  void taskDone_forWhatTheOwnerTook_leavesWhatOthersTook() {
    queue = newQueue(0, true);
    putAll("a", "b");
    assertThat(owner.items(get(owner, true))).containsExactly("a");
    queue.taken(one, get(one, true), 1);
    done(two);
    queue.gone(one);
    assertThat(drain(two)).containsExactly("b");
    done(two);
    assertThat(isJoined()).isTrue();
  }

  @Test
  void taskDone_ofSeveralOthers_countsForTheOldest() {
    queue = newQueue(0, true);
    TestCaller three = TestCaller.remote("three");
    putAll("a", "b");
    queue.taken(two, get(two, true), 1);
    queue.taken(one, get(one, true), 1);
    done(three);
    queue.gone(two);
    assertThat(drain(three)).isEmpty();
    queue.gone(one);
    assertThat(drain(three)).containsExactly("b");
  }

  @Test
  void taskDone_forAllBeforeTheyAreTaken_theNextItemsAreNotMixedUpWithThose() {
    queue = newQueue(0, true);
    putAll("a", "b");
    long inHand = get(one, true);
    done(two);
    done(two);
    queue.taken(one, inHand, 1);
    queue.taken(one, get(one, true), 1);
    putAll("c");
    queue.taken(two, get(two, true), 1);
    queue.gone(one);
    assertThat(drain(owner)).isEmpty();
    queue.gone(two);
    assertThat(drain(owner)).containsExactly("c");
  }

  @Test
  void taskDone_forWhatGoesBackUntaken_countsWhenItIsTaken() {
    queue = newQueue(0, true);
    putAll("a", "b");
    get(one, true);
    done(owner); // of what one has in its hands
    queue.gone(one);
    queue.taken(two, get(two, true), 1);
    queue.gone(two);
    assertThat(drain(owner)).containsExactly("b");
    done(owner);
    assertThat(isJoined()).isTrue();
  }

  @Test
  void remove_thoseThatAreThere() {
    putAll("a", "b", "c");
    long list = ++correlations;
    queue.list(new Waiter(one, list), Integer.MAX_VALUE);
    long middle = one.answer(list).getQueue().getContent().getItems(1).getId();
    long remove = ++correlations;
    queue.remove(new Waiter(one, remove), Set.of(middle, 99L));
    assertThat(one.answer(remove).getQueue().getContent().getSize()).isEqualTo(1);
    assertThat(drain(two)).containsExactly("a", "c");
  }

  @Test
  void clear_makesRoom() {
    queue = newQueue(1, false);
    putAll("a");
    long put = put(one, "b", true);
    queue.clear(new Waiter(two, ++correlations));
    assertThat(one.hasAnswer(put)).isTrue();
    assertThat(drain(two)).containsExactly("b");
  }

  @Test
  void end_releasesTheBudget() {
    putBytes(one, LARGE);
    assertThat(budget.hasRoom()).isFalse();
    queue.end();
    assertThat(budget.hasRoom()).isTrue();
  }

  @Test
  void gone_joinable_reportedDoneByAnotherBeforeItWasKnownToBeTaken_isNotGivenAgain() {
    queue = newQueue(0, true);
    putAll("a", "b");
    long first = get(one, true);
    queue.taskDone(new Waiter(two, ++correlations)); // of what one has in its hands
    queue.taken(one, first, 1);
    queue.taken(two, get(two, true), 1);
    queue.gone(one);
    assertThat(drain(owner)).isEmpty();
    queue.gone(two);
    assertThat(drain(owner)).containsExactly("b");
  }

  @Test
  void put_tinyItems_countWithWhatTheyTakeUp() {
    int items = 0;
    while (budget.hasRoom()) {
      putAll("abc");
      items++;
    }
    assertThat(items).isLessThan(LARGE / 50);
    assertThat(word(one, put(one, "abc", false))).isEqualTo(QueueWord.FULL);
  }

  @Test
  void recall_holderDoesNotAnswer_othersGoOnInTheEnd() {
    putAll("a", "b", "c", "d", "e", "f", "g", "h");
    while (one.items(get(one, true)).size() == 1) {
      // until some travel ahead
    }
    long count = ++correlations;
    queue.count(new Waiter(two, count));
    long now = get(two, false);
    assertThat(two.hasAnswer(count)).isFalse();
    assertThat(queue.isRecalling()).isTrue();
    queue.recallsOverdue();
    assertThat(two.hasAnswer(count)).isTrue();
    assertThat(two.hasAnswer(now)).isTrue();
    assertThat(two.hasAnswer(get(two, false))).isTrue();
  }

  @Test
  void recall_ofWhatIsCountedInSharedMemory_needsNoAnswer() {
    putAll("a", "b", "c", "d", "e", "f", "g", "h");
    Tallies tallies = Tallies.create();
    long batch;
    do {
      batch = ++correlations;
      queue.get(new Waiter(one, batch), new QueueState.Want(256, tallies.of(0, batch)), true);
      assertThat(tallies.count(0, batch, 1)).isTrue();
    } while (one.items(batch).size() == 1);
    List<String> handed = one.items(batch);
    long get = get(two, false);
    assertThat(two.items(get)).containsExactly(handed.get(1));
    assertThat(tallies.count(0, batch, 2)).isFalse();
    assertThat(queue.isRecalling()).isFalse();
  }
}
