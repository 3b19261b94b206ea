package io.troupe.samples;

import static io.troupe.samples.SampleRun.group;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.regex.MatchResult;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What processes share: queues, pipes, memory, locks and managed objects. */
class SharingSamplesTest extends SampleTest {
  @Test
  @Tag("T20")
  void queue_isWrittenByOneProcessAndReadByAnother() throws Exception {
    SampleRun run = run(QueueSample.class);

    List<MatchResult> puts = run.all("Process (\\d+) puts ([A-Z])\\.");
    List<MatchResult> gets = run.all("Process (\\d+) gets ([A-Z])\\.");
    assertThat(group(puts, 2)).containsExactly("A", "B", "C");
    assertThat(group(gets, 2)).containsExactly("A", "B", "C");
    assertThat(gets.get(0).group(1)).isNotEqualTo(puts.get(0).group(1));
    run.only("The queue is shut down and empty: the reader is done\\.");
  }

  @Test
  @Tag("T22")
  void producers_allItemsArrive() throws Exception {
    SampleRun run = run(ProducersSample.class);

    MatchResult shares = run.only("Consumer 0 took (\\d+) items, consumer 1 took (\\d+) items\\.");
    assertThat(Integer.parseInt(shares.group(1)) + Integer.parseInt(shares.group(2)))
        .isEqualTo(300);
    assertThat(run.lines()).last().isEqualTo("All 300 items arrived.");
  }

  @Test
  @Tag("T24")
  void joinable_endsThoughAWorkerDies() throws Exception {
    SampleRun run = run(JoinableSample.class);

    run.only("Worker \\d+ dies at job 2\\.");
    assertThat(group(run.all("Worker \\d+ did job (\\d)\\."), 1))
        .containsExactlyInAnyOrder("1", "2", "3", "4", "5", "6");
    // Lines of different processes may come in any order.
    run.only("All 6 jobs are done\\.");
  }

  @Test
  @Tag("T27")
  void manager_tenProcessesLoseNothing() throws Exception {
    SampleRun run = run(ManagerSample.class);

    run.only("The squares: \\[0, 1, 4, 9, 16, 25, 36, 49, 64, 81\\]");
    run.only("The sum: 45");
    String order = run.only("In the order of their arrival: \\[(.*)\\]").group(1);
    assertThat(order.split(", "))
        .containsExactlyInAnyOrder("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
  }

  @Test
  @Tag("T26")
  void managerQueue_isReadByAnotherTask() throws Exception {
    assertThat(run(ManagerQueueSample.class).lines())
        .contains("Put A", "Put B", "Put C")
        .contains("The reader got ABC.");
  }

  @Test
  @Tag("T27")
  void namespace_keepsWhatIsSetOrManaged() throws Exception {
    assertThat(run(NamespaceSample.class).lines())
        .containsExactly(
            "counter: 3", "plain: []", "managed: [kept, kept, kept]", "[counter, managed, plain]");
  }

  @Test
  void customType_isUsedFromOtherProcesses() throws Exception {
    assertThat(run(CustomTypeSample.class).lines())
        .containsExactly(
            "4 + 3 = 7",
            "Squares: 0 1 4 9 16",
            "7 / 0: java.lang.ArithmeticException: / by zero",
            "The child added, too: 3 additions so far");
  }

  @Test
  void remoteManager_handsWorkOut() throws Exception {
    assertThat(run(RemoteManagerSample.class).lines())
        .containsExactly(
            "Job 1: 1 squared is 1",
            "Job 2: 2 squared is 4",
            "Job 3: 3 squared is 9",
            "The server knows 3 results: {1=1, 2=4, 3=9}");
  }

  @Test
  void bank_losesNoMoney_whileItsClerksAreKilled() throws Exception {
    SampleRun run = run(BankSample.class);

    run.only("Killed 8 clerks, 2 are left to finish their day\\.");
    run.only("In total: 400");
  }

  @Test
  @Tag("T29")
  void locks_ofAllKindsWork() throws Exception {
    assertThat(run(LocksSample.class).lines())
        .containsExactly(
            "event:     the child is ready",
            "semaphore: the child left 1 of 2 slots",
            "condition: the child counted to 3",
            "barrier:   both are here",
            "lock:      held by the child, RLock[holder=another process, count=1 or more]",
            "lock:      the child was killed, and the lock is ours; abandoned: true");
  }

  @Test
  void race_isWonByTheLock() throws Exception {
    SampleRun run = run(RaceSample.class);

    String lossy = run.only("without the lock: (\\d+) of 400000").group(1);
    assertThat(Integer.parseInt(lossy)).isBetween(2, 400_000);
    assertThat(run.lines())
        .contains("under the lock:   400000 of 400000", "atomically:       400000 of 400000");
  }

  @Test
  void philosophers_allEat() throws Exception {
    SampleRun run = run(PhilosophersSample.class);

    assertThat(run.all("\\w+ +ate 200 times")).hasSize(5);
    assertThat(run.lines()).last().isEqualTo("All forks are back on the table.");
  }

  @Test
  @Tag("T25")
  void pipe_carriesQuestionsAndAnswers() throws Exception {
    assertThat(run(PipeSample.class).lines())
        .containsExactly(
            "Sum[items=[1, 2, 3]] is 6",
            "Sum[items=[]] is 0",
            "Sum[items=[2147483647, 1]] is integer overflow",
            "The child has closed its end.");
  }

  @Test
  @Tag("T25")
  void simplex_hearsAllChildren() throws Exception {
    SampleRun run = run(SimplexSample.class);

    for (int child = 0; child < 3; child++) {
      String says = "child " + child + " says ";
      assertThat(run.lines()).containsSubsequence(says + 0, says + 1, says + 2);
    }
    assertThat(run.lines()).hasSize(12).last().isEqualTo("A child has ended, 0 left.");
  }

  @Test
  @Tag("T28")
  void values_areChangedByTheChild() throws Exception {
    assertThat(run(ValuesSample.class).lines())
        .containsExactly(
            "before: 0.0 [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]",
            "after:  3.1415927 [0, -1, -2, -3, -4, -5, -6, -7, -8, -9]");
  }

  @Test
  void sharedMemory_isFilteredInPlace() throws Exception {
    SampleRun run = run(SharedMemorySample.class, "out.png");

    run.only("4 workers filtered 1048576 pixels in place; \\d+\\.\\d % of them were darkened\\.");
    BufferedImage image = ImageIO.read(directory.resolve("out.png").toFile());
    assertThat(image.getRaster().getSample(512, 512, 0)).as("the crest").isZero();
    assertThat(image.getRaster().getSample(512 + 39, 512, 0)).as("a slope").isPositive();
  }
}
