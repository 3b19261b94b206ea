package io.troupe.samples;

import static io.troupe.samples.SampleRun.group;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Processes, other programs, and what they say. */
class ProcessSamplesTest extends SampleTest {
  @Test
  @Tag("T01")
  @Tag("T03")
  void process_isAChildOfTheProgram() throws Exception {
    SampleRun run = run(ProcessSample.class);

    String parent = run.only("Parent process (\\d+) starts a child\\.").group(1);
    MatchResult child = run.only("Hello Bob, this is process (\\d+), child of (\\d+)\\.");
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
          run.all("\\[worker-" + worker + "/main\\] (INFO|ERROR) worker - (.*)");
      if (worker == 3) {
        assertThat(group(said, 2))
            .containsExactly("step 1 of 3", "step 2 of 3", "these are my last words");
      } else {
        assertThat(group(said, 2)).containsExactly("step 1 of 3", "step 2 of 3", "step 3 of 3");
      }
      run.only("worker-" + worker + " ended with " + (worker == 3 ? "-9" : "0"));
    }
  }

  @Test
  @Tag("T35")
  void ps_listsTheMachine_andTellsAllOfOneProcess() throws Exception {
    ProcessHandle own = ProcessHandle.current();

    SampleRun table = run(PsSample.class);
    assertThat(table.lines()).first().asString().contains("PID", "PPID", "STATUS", "NAME");
    table.only(" *" + own.pid() + " +\\d+ \\S+ +\\S+ +\\d+ +\\d+ \\S+ +java");

    SampleRun facts = run(PsSample.class, Long.toString(own.pid()));
    assertThat(facts.lines()).hasSize(18);
    facts.only("number +" + own.pid());
    facts.only(
        "executable +Optional\\[" + Pattern.quote(own.info().command().orElseThrow()) + "\\]");
    facts.only("environment +\\{.*PATH=.*\\}");

    SampleRun tree = run(PsSample.class, "--tree", Long.toString(own.pid()));
    assertThat(tree.lines()).first().isEqualTo(own.pid() + " java");
    assertThat(tree.all(" *[|`]- \\d+ java.*")).as("%s", tree).isNotEmpty();
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
}
