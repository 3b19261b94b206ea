package io.troupe.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 240, unit = TimeUnit.SECONDS)
class SamplesTest {

  @TempDir
  Path directory;

  private SampleRun run(Class<?> sample, String... arguments) throws Exception {
    SampleRun run = SampleRun.of(sample, directory, arguments);
    assertThat(run.status()).as("%s", run).isZero();
    return run;
  }

  /** The groups of the only line that matches. */
  private static MatchResult only(SampleRun run, String pattern) {
    List<MatchResult> found = all(run, pattern);
    assertThat(found).as("lines like '%s' in %s", pattern, run).hasSize(1);
    return found.get(0);
  }

  private static List<MatchResult> all(SampleRun run, String pattern) {
    return Pattern.compile("^" + pattern + "$", Pattern.MULTILINE)
        .matcher(run.out())
        .results()
        .toList();
  }

  private static Stream<String> group(List<MatchResult> found, int group) {
    return found.stream().map(match -> match.group(group));
  }

  @Test
  @Tag("T01")
  @Tag("T03")
  void process_isAChildOfTheProgram() throws Exception {
    SampleRun run = run(ProcessSample.class);

    String parent = only(run, "Parent process (\\d+) starts a child\\.").group(1);
    MatchResult child = only(run, "Hello Bob, this is process (\\d+), child of (\\d+)\\.");
    assertThat(child.group(2)).isEqualTo(parent).isNotEqualTo(child.group(1));
    assertThat(run.lines())
        .last()
        .isEqualTo("Child " + child.group(1) + " ended with exit code 0.");
  }

  @Test
  @Tag("T06")
  void subclass_worksOnACopy() throws Exception {
    assertThat(run(SubclassSample.class).lines())
        .containsExactly(
            "3 ...",
            "2 ...",
            "1 ...",
            "Lift-off!",
            "The child counted down to 0; here it is still 3.");
  }

  @Test
  @Tag("T07")
  void daemon_endsWithTheProgram_othersAreWaitedFor() throws Exception {
    SampleRun run = run(DaemonSample.class);

    assertThat(run.lines())
        .contains("The clock is a daemon: true. The letter is a daemon: false.")
        .containsSubsequence("The note is written.", "main ends here.")
        .contains("The letter is written.");
  }

  @Test
  @Tag("T10")
  void pool_runsAllTasksInItsProcesses() throws Exception {
    SampleRun run = run(PoolSample.class);

    List<MatchResult> tasks = all(run, "Task (\\d) runs \\d\\.\\d\\d seconds \\((\\d+)\\)\\.");
    assertThat(group(tasks, 1)).containsExactlyInAnyOrder("0", "1", "2", "3", "4");
    assertThat(group(tasks, 2).distinct()).hasSizeBetween(1, 4);
    assertThat(run.lines())
        .containsSubsequence("Waiting for all subprocesses done...", "All subprocesses done.");
    only(run, "Total time: \\d+\\.\\d\\d seconds for \\d+\\.\\d\\d of work\\.");
  }

  @Test
  @Tag("T13")
  void apply_bringsResultsAndExceptionsBack() throws Exception {
    assertThat(run(ApplySample.class).lines())
        .containsExactly(
            "One by one:  [0, 1, 4, 9, 16]",
            "All at once: [0, 1, 4, 9, 16]",
            "Not so well: java.lang.ArithmeticException: integer overflow");
  }

  @Test
  @Tag("T15")
  void callback_hearsResultsAndFailures() throws Exception {
    SampleRun run = run(CallbackSample.class);

    String here = "Process " + only(run, "Process (\\d+) asks\\.").group(1) + " hears: 84 / ";
    assertThat(run.lines())
        .hasSize(4)
        .contains(
            here + "2 = 42",
            here + "0 fails, java.lang.ArithmeticException: / by zero",
            here + "7 = 12");
  }

  @Test
  @Tag("T16")
  void crash_costsOneTaskOnly() throws Exception {
    SampleRun run = run(CrashSample.class);

    assertThat(group(all(run, "Task (\\d): done by process \\d+"), 1))
        .containsExactly("1", "2", "4", "5", "6");
    MatchResult lost = only(run, "Task 3: (.*)");
    assertThat(lost.group(1)).contains("lost with its worker", "process", "status 42");
    only(run, "The pool is well: .* done by process \\d+");
  }

  @Test
  @Tag("T19")
  void initializer_runsOnceInEachWorker() throws Exception {
    SampleRun run = run(InitializerSample.class);

    List<MatchResult> loaded = all(run, "Process (\\d+) loads its German dictionary\\.");
    assertThat(group(loaded, 1)).doesNotHaveDuplicates().hasSizeBetween(1, 2);
    assertThat(run.lines())
        .containsSubsequence(
            "[guten, Morgen, Welt]", "The dictionary of this process is empty: true");
  }

  @Test
  @Tag("T20")
  void queue_isWrittenByOneProcessAndReadByAnother() throws Exception {
    SampleRun run = run(QueueSample.class);

    List<MatchResult> puts = all(run, "Process (\\d+) puts ([A-Z])\\.");
    List<MatchResult> gets = all(run, "Process (\\d+) gets ([A-Z])\\.");
    assertThat(group(puts, 2)).containsExactly("A", "B", "C");
    assertThat(group(gets, 2)).containsExactly("A", "B", "C");
    assertThat(gets.get(0).group(1)).isNotEqualTo(puts.get(0).group(1));
    only(run, "The queue is shut down and empty: the reader is done\\.");
  }

  @Test
  @Tag("T22")
  void producers_allItemsArrive() throws Exception {
    SampleRun run = run(ProducersSample.class);

    MatchResult shares = only(run, "Consumer 0 took (\\d+) items, consumer 1 took (\\d+) items\\.");
    assertThat(Integer.parseInt(shares.group(1)) + Integer.parseInt(shares.group(2)))
        .isEqualTo(300);
    assertThat(run.lines()).last().isEqualTo("All 300 items arrived.");
  }

  @Test
  @Tag("T24")
  void joinable_endsThoughAWorkerDies() throws Exception {
    SampleRun run = run(JoinableSample.class);

    only(run, "Worker \\d+ dies at job 2\\.");
    assertThat(group(all(run, "Worker \\d+ did job (\\d)\\."), 1))
        .containsExactlyInAnyOrder("1", "2", "3", "4", "5", "6");
    // Lines of different processes may come in any order.
    only(run, "All 6 jobs are done\\.");
  }

  @Test
  void wordcount_countsTextFilesBelowItsPaths(@TempDir Path texts) throws Exception {
    Path folder = Files.createDirectories(texts.resolve("deeper/still"));
    Files.writeString(folder.resolve("poem.txt"), "Über allen Gipfeln\nist Ruh, über ALLEN\n");
    Files.writeString(texts.resolve("list"), "allen: 1, 2, 3");
    Files.write(texts.resolve("binary"), new byte[] {'a', 'l', 'l', 'e', 'n', 0, 1});

    SampleRun run = run(
        WordcountSample.class,
        folder.toString(),
        texts.resolve("list").toString(),
        texts.resolve("binary").toString());

    assertThat(run.err()).doesNotContain("Counting"); // a bar is for terminals
    only(run, "3 files, 8 words, 5 different ones; the most frequent:");
    assertThat(run.lines()).contains("        3 allen", "        1 ruh");
  }

  @Test
  void mandelbrot_writesTheSet() throws Exception {
    SampleRun run = run(MandelbrotSample.class, "set.png");

    only(run, "Wrote set\\.png, 960 x 640 points\\.");
    BufferedImage image = ImageIO.read(directory.resolve("set.png").toFile());
    assertThat(image.getWidth()).isEqualTo(960);
    assertThat(image.getHeight()).isEqualTo(640);
    int[] colours = image.getRGB(0, 0, 960, 640, null, 0, 960);
    assertThat(Arrays.stream(colours).distinct().count()).isGreaterThan(5000);
    assertThat(image.getRGB(613, 320)).as("-0.2 + 0i, in the set").isEqualTo(0xFF000000);
    assertThat(image.getRGB(933, 320)).as("1 + 0i, out of it").isNotEqualTo(0xFF000000);
  }

  @Test
  void primes_areAsManyForAnyNumberOfProcesses() throws Exception {
    SampleRun run = run(PrimesSample.class, "200000");

    List<MatchResult> counts =
        all(run, "With +\\d+: (\\d+) primes below 200000 in \\d+\\.\\d\\d s");
    assertThat(group(counts, 1)).containsExactly("17984", "17984");
    only(run, "That is \\d+\\.\\d times as fast\\.");
  }

  @Test
  void pi_isTheSameEachTime() throws Exception {
    assertThat(run(PiSample.class).lines())
        .containsExactly(
            "64000000 darts, 50265656 of them in the quarter circle",
            "pi is about 3.141604, off by 0.000011");
  }

  @Test
  void regex_isKilledWhileThePoolAnswers() throws Exception {
    SampleRun run = run(RegexSample.class);

    only(run, "After \\d+\\.\\d\\d s: io\\.troupe\\.TaskTimeoutException: .*");
    MatchResult answers = only(run, "Meanwhile the pool found the harmless pattern (\\d+) times,");
    assertThat(Integer.parseInt(answers.group(1))).isPositive();
    assertThat(run.lines()).last().isEqualTo("and it goes on: true.");
  }

  @Test
  @Tag("T27")
  void manager_tenProcessesLoseNothing() throws Exception {
    SampleRun run = run(ManagerSample.class);

    only(run, "The squares: \\[0, 1, 4, 9, 16, 25, 36, 49, 64, 81\\]");
    only(run, "The sum: 45");
    String order = only(run, "In the order of their arrival: \\[(.*)\\]").group(1);
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

    only(run, "Killed 8 clerks, 2 are left to finish their day\\.");
    only(run, "In total: 400");
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

    String lossy = only(run, "without the lock: (\\d+) of 400000").group(1);
    assertThat(Integer.parseInt(lossy)).isBetween(2, 400_000);
    assertThat(run.lines())
        .contains("under the lock:   400000 of 400000", "atomically:       400000 of 400000");
  }

  @Test
  void philosophers_allEat() throws Exception {
    SampleRun run = run(PhilosophersSample.class);

    assertThat(all(run, "\\w+ +ate 200 times")).hasSize(5);
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

    only(run, "4 workers filtered 1048576 pixels in place; \\d+\\.\\d % of them were darkened\\.");
    BufferedImage image = ImageIO.read(directory.resolve("out.png").toFile());
    assertThat(image.getRaster().getSample(512, 512, 0)).as("the crest").isZero();
    assertThat(image.getRaster().getSample(512 + 39, 512, 0)).as("a slope").isPositive();
  }

  @Test
  @Tag("T30")
  @Tag("T31")
  void subprocess_looksAHostUp_andTalksToAShell() throws Exception {
    SampleRun run = run(SubprocessSample.class);

    assertThat(run.lines())
        .anyMatch(line -> line.contains("localhost"))
        .containsSubsequence(
            "Exit code: 0", "Hello from the shell.", "It can count: 42", "Exit code: 3");
  }

  @Test
  @Tag("T32")
  @Tag("T33")
  void shell_givesItsResultsInAllWays() throws Exception {
    List<String> lines = run(ShellSample.class).lines();

    assertThat(lines).hasSize(8);
    assertThat(lines.get(0).strip()).containsOnlyDigits();
    assertThat(lines.get(1)).isEqualTo("Output and error: [one, two]");
    assertThat(lines.get(2)).startsWith("Status 1: cat: ");
    assertThat(lines.subList(3, 8))
        .containsExactly(
            "Command '{ echo broken; exit 5; } >&2' returned non-zero exit status 5. Its last lines:",
            "  broken",
            "Step 1 of Bob",
            "Step 2 of Bob",
            "Step 3 of Bob");
  }

  @Test
  void pipeline_hasEveryExitCode() throws Exception {
    assertThat(run(PipelineSample.class).lines())
        .containsExactly(
            "      3 the",
            "      2 and",
            "      2 dog",
            "Exit codes: [0, 0, 0, 0, 0]",
            "yes | head -1: y, exit codes [-13, 0]");
  }

  @Test
  @Tag("T36")
  void logs_ofAllInOrderAndTheLastWordsOfOne() throws Exception {
    SampleRun run = run(LogsSample.class);

    for (int worker = 1; worker <= 4; worker++) {
      List<MatchResult> said =
          all(run, "\\[worker-" + worker + "/main\\] (INFO|ERROR) worker - (.*)");
      if (worker == 3) {
        assertThat(group(said, 2))
            .containsExactly("step 1 of 3", "step 2 of 3", "these are my last words");
      } else {
        assertThat(group(said, 2)).containsExactly("step 1 of 3", "step 2 of 3", "step 3 of 3");
      }
      only(run, "worker-" + worker + " ended with " + (worker == 3 ? "-9" : "0"));
    }
  }

  @Test
  @Tag("T35")
  void ps_listsTheMachine_andTellsAllOfOneProcess() throws Exception {
    ProcessHandle own = ProcessHandle.current();

    SampleRun table = run(PsSample.class);
    assertThat(table.lines()).first().asString().contains("PID", "PPID", "STATUS", "NAME");
    only(table, " *" + own.pid() + " +\\d+ \\S+ +\\S+ +\\d+ +\\d+ \\S+ +java");

    SampleRun facts = run(PsSample.class, Long.toString(own.pid()));
    assertThat(facts.lines()).hasSize(18);
    only(facts, "number +" + own.pid());
    only(
        facts,
        "executable +Optional\\[" + Pattern.quote(own.info().command().orElseThrow()) + "\\]");
    only(facts, "environment +\\{.*PATH=.*\\}");

    SampleRun tree = run(PsSample.class, "--tree", Long.toString(own.pid()));
    assertThat(tree.lines()).first().isEqualTo(own.pid() + " java");
    assertThat(all(tree, " *[|`]- \\d+ java.*")).as("%s", tree).isNotEmpty();
  }

  @Test
  @Tag("T35")
  void ps_watch_seesProcessesStart() throws Exception {
    CompletableFuture<SampleRun> watching = CompletableFuture.supplyAsync(() -> {
      try {
        return run(PsSample.class, "--watch", "3");
      } catch (Exception e) {
        throw new CompletionException(e);
      }
    });
    List<Process> others = new ArrayList<>();
    try {
      while (!watching.isDone()) { // whenever it begins to watch
        others.add(new ProcessBuilder("sleep", "1000").start());
        others.get(others.size() - 1).waitFor(50, TimeUnit.MILLISECONDS);
      }
    } finally {
      others.forEach(Process::destroyForcibly);
    }
    assertThat(watching.get().lines())
        .hasSize(3)
        .allMatch(line -> line.matches("(STARTED|ENDED|CHANGED) \\d+ .+"));
  }

  @Test
  void actors_liveInAProcess_endWithIt_andComeBack() throws Exception {
    SampleRun run = run(ActorsSample.class);

    String process = only(run, "This is process \\d+; Actor\\[account of process (\\d+)\\]\\.")
        .group(1);
    assertThat(run.lines())
        .containsSubsequence(
            "The balance is 30.",
            "Process " + process + " is killed.",
            "The actor ended: The process of the actor has ended; exit code -SIGKILL");
    String killed =
        only(run, "Another one lives in process (\\d+), which is killed\\.").group(1);
    assertThat(only(run, "It is back, in process (\\d+)\\.").group(1)).isNotEqualTo(killed);
  }

  @Test
  void ask_isAnswered_refused_orFails() throws Exception {
    assertThat(run(AskSample.class).lines())
        .containsExactly(
            "There are 5 teapots.",
            "The order of 2 was taken: 3 left.",
            "The order of 4 was refused: only 3 left.",
            "The shop asked the stock, which is in another process.",
            "No answer within PT0.2S.",
            "The stock is killed: its pending question fails at once.");
  }

  @Test
  void supervision_startsTheParserAgain_twice() throws Exception {
    assertThat(run(SupervisionSample.class).lines())
        .containsSubsequence(
            "'12' is 12",
            "'bomb' is lost with its process",
            "'34' is 34",
            "'bomb' is lost with its process",
            "'56' is 56",
            "'bomb' is lost with its process",
            "'78' is not parsed any more: three crashes within a minute are too many");
  }

  @Test
  void chat_eachPairGreets() throws Exception {
    SampleRun run = run(ChatSample.class);

    List<MatchResult> lines = all(run, "process (\\d+): (\\w+) reads '(.*)' from (\\w+)");
    assertThat(lines).hasSize(6);
    assertThat(group(lines, 1).distinct()).hasSize(3);
    assertThat(group(lines, 3))
        .containsOnlyOnce("Hello Bob, I am Ann.", "Hello Cem, I am Ann.", "Hello Cem, I am Bob.");
  }

  @Test
  void actorPool_routesInTurnAndByName() throws Exception {
    assertThat(run(ActorPoolSample.class).lines())
        .containsExactly(
            "In turn: 3 processes answered 6 questions.",
            "By name: Ann was counted 3 times, Bob 2, Cem 1.");
  }

  @Test
  void statefulWorker_remembers_untilItFails() throws Exception {
    assertThat(run(StatefulWorkerSample.class).lines())
        .containsExactly(
            "Steps to 1: [111, 25, 111, 14]",
            "Worked out: 3, remembered: 1",
            "0 has no way to 1",
            "Afterwards: 111, worked out: 1");
  }

  @Test
  void cluster_losesANodeAndGetsAnother() throws Exception {
    SampleRun run = run(ClusterSample.class);

    only(run, "Three nodes are up, with 2 slots each\\.");
    only(run, "\\d processes have summed the first 100 numbers\\.");
    only(run, "One node is killed: \\d processes go on\\.");
    only(run, "A fourth node has joined: \\d processes work\\.");
    only(run, "All 600 results are right\\.");
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void clusterMap_keepsAllWhenANodeIsLost_andGivesItToOneThatJoins() throws Exception {
    assertThat(run(ClusterMapSample.class).lines())
        .containsExactly(
            "3 nodes count.",
            "10 words, 'the' 3 times",
            "The node that this program uses is killed.",
            "10 words, 'the' 3 times",
            "A fourth node has joined. Another program uses that:",
            "10 words, 'the' 3 times");
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void failoverQueue_losesNoJobAndHasNoneTwice() throws Exception {
    assertThat(run(FailoverQueueSample.class).lines())
        .containsExactly(
            "A process takes job 1, and is killed.",
            "Job 1 is back.",
            "The node that led the others is killed.",
            "10 jobs are in the queue.",
            "Done: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]");
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void failoverActor_goesOnElsewhereWithItsState() throws Exception {
    assertThat(run(FailoverActorSample.class).lines())
        .containsExactly(
            "The balance is 100, in another process.",
            "That is killed. The balance is 150, in this program.",
            "The node that led the others is killed. The balance is 200, in this program.",
            "500 cannot be paid. The balance is 200, in this program.");
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void clusterLock_refusesAWriterThatHasLostIt() throws Exception {
    assertThat(run(ClusterLockSample.class).lines())
        .containsExactly(
            "A process has the lock, and writes: accepted",
            "It is killed. This program has the lock now, and writes: accepted",
            "The node that led the others is killed. The lock is acquired again, to write: accepted",
            "What the process had sent before it died comes late: refused");
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void clusterWordcount_countsWhatWasWritten() throws Exception {
    SampleRun run = run(ClusterWordcountSample.class);

    only(run, "3 nodes with 2 slots each count 30 files\\.");
    only(run, "600000 words, 1000 different ones; the most frequent:");
    only(run, " +\\d+ w1");
    only(run, "All counts are what was written; [1-6] processes have counted\\.");
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void clusterActors_passATokenRoundAndCloseTheRing() throws Exception {
    assertThat(run(ClusterActorsSample.class).lines())
        .containsExactly(
            "Three actors on 3 nodes form a ring.",
            "A token was passed on 300 times; the actors had it [100, 100, 100] times.",
            "The second node is killed. Actor 0 says: the next has ended.",
            "A token was passed on 200 times; the actors had it [200, 200] times.");
  }
}
