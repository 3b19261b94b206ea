package io.troupe.samples;

import static io.troupe.samples.SampleRun.group;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import org.junit.jupiter.api.Test;

/** Actors in processes. */
class ActorSamplesTest extends SampleTest {
  @Test
  void actors_liveInAProcess_endWithIt_andComeBack() throws Exception {
    SampleRun run = run(ActorsSample.class);

    String process = run.only("This is process \\d+; Actor\\[account of process (\\d+)\\]\\.")
        .group(1);
    assertThat(run.lines())
        .containsSubsequence(
            "The balance is 30.",
            "Process " + process + " is killed.",
            "The actor ended: The process of the actor has ended; exit code -SIGKILL");
    String killed =
        run.only("Another one lives in process (\\d+), which is killed\\.").group(1);
    assertThat(run.only("It is back, in process (\\d+)\\.").group(1)).isNotEqualTo(killed);
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

    List<MatchResult> lines = run.all("process (\\d+): (\\w+) reads '(.*)' from (\\w+)");
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
}
