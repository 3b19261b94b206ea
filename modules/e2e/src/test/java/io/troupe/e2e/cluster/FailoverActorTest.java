package io.troupe.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.troupe.Process;
import io.troupe.Queue;
import io.troupe.cluster.Cluster;
import io.troupe.cluster.FailoverActor;
import io.troupe.cluster.FailoverException;
import io.troupe.cluster.FailoverStep;
import io.troupe.e2e.support.TestNode;
import io.troupe.e2e.support.TestVoters;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Actors whose state is agreed on, on three nodes, one of which is killed at last: in this order, for
 * it is not started again.
 */
@Timeout(value = 240, unit = TimeUnit.SECONDS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FailoverActorTest {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final int WRITERS = 3;

  @TempDir
  static Path directory;

  private static TestVoters voters;
  private static Cluster cluster;

  @BeforeAll
  static void start() throws Exception {
    voters = TestVoters.start(directory, 3, 2);
    cluster = voters.connect(voters.leader());
  }

  @AfterAll
  static void end() {
    if (cluster != null) {
      cluster.close();
    }
    if (voters != null) {
      voters.close();
    }
  }

  private static final CountDownLatch letGo = new CountDownLatch(1);

  static FailoverStep<List<String>, Integer> add(List<String> words, String word) throws Exception {
    if (word.equals("throw")) {
      throw new IOException("at word " + words.size());
    } else if (word.equals("hang")) {
      letGo.await();
    } else if (word.equals("ask")) {
      words(cluster).ask("never");
    } else if (word.equals("large")) {
      return FailoverStep.of(List.of("x".repeat(300_000)), 0);
    } else if (word.equals("size")) {
      return FailoverStep.of(words, words.size());
    }
    List<String> next =
        IntStream.rangeClosed(0, words.size()).mapToObj(i -> "word " + i).toList();
    return FailoverStep.of(next, next.size());
  }

  private static FailoverActor<String, Integer> words(Cluster cluster) {
    return cluster.failover("words").actor(List.of(), FailoverActorTest::add);
  }

  @Test
  @Order(1)
  void asks_areAnswered_fail_endWithTheirTime_andAreForgotten() throws Exception {
    FailoverActor<String, Integer> words = words(cluster);
    assertThat(words.ask("a")).isEqualTo(1);
    words.tell("b");
    words.tell("throw");
    assertThat(words.ask("c")).isEqualTo(3);
    assertThatThrownBy(() -> words.ask("throw"))
        .isInstanceOf(IOException.class)
        .hasMessage("at word 3");
    assertThatThrownBy(() -> words.ask("ask")).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> words.ask("large"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("300");
    assertThatThrownBy(() -> words.ask("x".repeat(300_000)))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(words.ask("hang", Duration.ofMillis(100))).isEmpty();
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> words.ask("d")).isInstanceOf(InterruptedException.class);
    letGo.countDown();
    assertThat(words.ask("size", LIMIT)).contains(3); // of which the one that hung is none

    words.reset();
    assertThat(words.ask("size")).isZero();
  }

  /** The number of a message of its writer. */
  record Word(String writer, int number) {}

  /** What an actor has heard last of each writer, and how often that was not the next. */
  record Tally(Map<String, Integer> last, int wrong) {
    Tally and(Word word) {
      Map<String, Integer> next = new TreeMap<>(last);
      Integer before = next.put(word.writer(), word.number());
      boolean right = word.number() == 1 + (before == null ? 0 : before);
      return new Tally(next, right ? wrong : wrong + 1);
    }
  }

  /** What an actor answers: where it runs, and what it has heard, this included. */
  record Heard(long pid, Tally tally) {}

  static FailoverStep<Tally, Heard> hear(Tally tally, Word word) {
    Tally next = tally.and(word);
    return FailoverStep.of(next, new Heard(ProcessHandle.current().pid(), next));
  }

  private static FailoverActor<Word, Heard> tally(String name) {
    return cluster.failover(name).actor(new Tally(new TreeMap<>(), 0), FailoverActorTest::hear);
  }

  /** Is the first to use an actor, and so runs it. */
  static void askUntilKilled(FailoverActor<Word, Heard> actor, Queue<Long> ran)
      throws InterruptedException {
    for (int number = 1; ; number++) {
      long pid = actor.ask(new Word("first", number)).pid();
      if (number == 1) {
        ran.put(pid);
      }
    }
  }

  /**
   * A thread of this program that sends words, one after the other, and what it was answered. After
   * one of which it does not know what became of it, it goes on under another name.
   */
  private static final class Writer {
    private final FailoverActor<Word, Heard> actor;
    private final String name;
    private final Map<String, Integer> known = new TreeMap<>();
    private final Set<String> unsure = new HashSet<>();
    private final CompletableFuture<Void> done;
    private volatile int acknowledged;
    private volatile long pid;
    private volatile boolean ends;

    Writer(FailoverActor<Word, Heard> actor, String name) {
      this.actor = actor;
      this.name = name;
      done = CompletableFuture.runAsync(this::writeAll);
    }

    private void writeAll() {
      for (int life = 0; !ends || known.isEmpty(); life++) {
        String signed = name + "." + life;
        try {
          write(signed);
        } catch (FailoverException e) {
          unsure.add(signed);
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
    }

    private void write(String signed) throws InterruptedException {
      for (int number = 1; !ends; number++) {
        Heard heard = actor.ask(new Word(signed, number));
        known.put(signed, number);
        pid = heard.pid();
        acknowledged++;
        assertThat(heard.tally().last()).containsEntry(signed, number);
      }
    }

    /** The last of a name may have been heard, and not have been acknowledged. */
    void assertAllHeard(Tally tally) {
      assertThat(done).isCompleted();
      known.forEach((signed, number) -> assertThat(tally.last().get(signed))
          .isBetween(number, unsure.contains(signed) ? number + 1 : number));
    }

    /** Waits until so many more words were answered, by one process or by any other. */
    void awaitMore(int count, LongPredicate ranBy) {
      await().atMost(LIMIT).until(() -> done.isDone() || ranBy.test(pid));
      int since = acknowledged;
      await().atMost(LIMIT).until(() -> done.isDone() || acknowledged >= since + count);
    }
  }

  /** Has an actor run on a node, and lose its place while messages come. */
  private static void assertGoesOn(String name, TestNode node, Loss loss) throws Exception {
    FailoverActor<Word, Heard> actor = tally(name);
    Queue<Long> ran = Queue.create();
    Process first = Process.of(FailoverActorTest::askUntilKilled, actor, ran)
        .on(cluster.node(node.address()))
        .start();
    long there = ran.get();
    List<Writer> writers = IntStream.range(0, WRITERS)
        .mapToObj(i -> new Writer(actor, "writer " + i))
        .toList();
    writers.forEach(writer -> writer.awaitMore(10, pid -> pid == there));

    loss.of(first);
    writers.forEach(writer -> writer.awaitMore(10, pid -> pid != there));
    writers.forEach(writer -> writer.ends = true);
    for (Writer writer : writers) {
      writer.done.get();
    }
    Tally tally = lastly(actor);
    assertThat(tally.wrong()).isZero();
    writers.forEach(writer -> writer.assertAllHeard(tally));
  }

  private static Tally lastly(FailoverActor<Word, Heard> actor) {
    return await()
        .atMost(LIMIT)
        .ignoreException(FailoverException.class)
        .until(() -> actor.ask(new Word("last " + System.nanoTime(), 1)), heard -> true)
        .tally();
  }

  private interface Loss {
    void of(Process first) throws Exception;
  }

  @Test
  @Order(2)
  void processWhereItRuns_killed_anotherGoesOn_nothingIsLost_norDoneTwice() throws Exception {
    assertGoesOn("killed", voters.follower(), Process::kill);
  }

  @Test
  @Order(3)
  void nodeWhereItRuns_killed_whichLeads_andWhichTheSendersUse_nothingIsLost_norDoneTwice()
      throws Exception {
    TestNode leader = voters.leader();
    assertGoesOn("lost", leader, first -> voters.kill(leader));
  }
}
