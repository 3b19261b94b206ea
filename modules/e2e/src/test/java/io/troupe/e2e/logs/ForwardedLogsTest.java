package io.troupe.e2e.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.e2e.support.ProgramRun;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The logs of processes, in the log of the program. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ForwardedLogsTest {
  private static final Pattern LINE = Pattern.compile("line (\\d+) of (\\d)$");
  private static final Pattern DROPPED = Pattern.compile("(\\d+) log events of burst-(\\d) ");

  @Test
  @Tag("C179")
  void levels_areThoseOfTheHost() throws Exception {
    ProgramRun run = LogRun.logback(LogPrograms.Levels.class);

    assertThat(run.out())
        .as(run.err())
        .isEqualTo("[INFO, ERROR, TRACE, INFO]\n[ERROR, ERROR, ERROR, INFO]\n");
  }

  @Test
  void level_changesInARunningProcess() throws Exception {
    ProgramRun run = LogRun.logback(LogPrograms.LevelChanges.class);

    assertThat(messages(run)).containsExactly("before", "after");
  }

  @ParameterizedTest
  @ValueSource(strings = {"halt", "kill"})
  void processEndsAtOnce_itsLastWordsAreThere(String how) throws Exception {
    ProgramRun run = LogRun.logback(LogPrograms.LastWords.class, how);

    List<String> lines = run.out().lines().toList();
    assertThat(lines).as(run.err()).hasSize(2);
    assertThat(lines.get(0))
        .startsWith("ERROR|app.Last|victim/main|victim|")
        .endsWith("|last words");
    assertThat(lines.get(1)).isEqualTo(how.equals("halt") ? "exit 3" : "exit -9");
  }

  @Test
  void forAll_poolsAndChildrenOfChildren() throws Exception {
    ProgramRun run = LogRun.logback(LogPrograms.Everything.class);

    assertThat(messages(run)).contains("task 1", "task 2", "task 3", "nested");
    assertThat(run.out())
        .containsPattern("(?m)^INFO\\|app.Pool\\|PoolWorker-\\d/[^|]*\\|PoolWorker-\\d\\|");
    assertThat(run.out())
        .containsPattern(
            "(?m)^INFO\\|app.Nested\\|grandchild/main\\|grandchild\\|\\d+\\|.*LogPrograms.java\\|nested$");
  }

  @Test
  void otherLoggings_andOutput_goTheSameWay() throws Exception {
    ProgramRun run = LogRun.logback(LogPrograms.OtherWays.class);

    assertThat(run.err()).isEmpty();
    assertThat(run.out().lines().map(line -> line.replaceFirst("\\|\\d+\\|", "|")))
        .containsExactlyInAnyOrder(
            "WARN|app.jul|other/main|other||||LogPrograms.java|by java.util.logging",
            "INFO|app.system|other/main|other||||LogPrograms.java|by System.Logger 7",
            "INFO|stdout|other|other||||?|by standard output",
            "WARN|stderr|other|other||||?|by standard error, unended");
  }

  @Test
  void spare_logsAsWhoeverItBecomes() throws Exception {
    ProgramRun run = LogRun.logback(LogPrograms.FromSpare.class);

    List<String> lines = run.out().lines().toList();
    assertThat(lines).as(run.err()).hasSize(2);
    assertThat(lines.get(0))
        .startsWith("DEBUG|app.Spare|third/main|third|")
        .endsWith("|from a spare");
    assertThat(lines.get(1)).isEqualTo("null");
  }

  @Test
  void outputAlone_isLoggedByLines() throws Exception {
    ProgramRun run = LogRun.logback(LogPrograms.Prints.class);

    assertThat(messages(run)).as(run.err()).containsExactly("a", "b", "", "end");
    assertThat(run.out().lines()).allMatch(line -> line.startsWith("INFO|stdout|printer|printer|"));
  }

  @Test
  @Tag("T36")
  void burst_inOrderWholeAndWhatIsMissingIsSaid() throws Exception {
    ProgramRun run = LogRun.logback(LogPrograms.Burst.class);

    assertThat(run.status()).as(run.err()).isZero();
    for (int number = 0; number < 4; number++) {
      List<Integer> lines = numbers(run, LINE, number);
      int said = number == 3 ? LogPrograms.Burst.EACH / 2 + 1 : LogPrograms.Burst.EACH;
      int dropped =
          numbers(run, DROPPED, number).stream().mapToInt(Integer::intValue).sum();
      assertThat(lines).isSorted().doesNotHaveDuplicates();
      assertThat(lines.size() + dropped).isEqualTo(said);
    }
    assertThat(run.out().lines())
        .allMatch(line -> LINE.matcher(line).find() || DROPPED.matcher(line).find());
  }

  private static List<Integer> numbers(ProgramRun run, Pattern pattern, int process) {
    List<Integer> numbers = new ArrayList<>();
    Matcher matcher = Pattern.compile(pattern.pattern(), Pattern.MULTILINE).matcher(run.out());
    while (matcher.find()) {
      if (Integer.parseInt(matcher.group(2)) == process) {
        numbers.add(Integer.valueOf(matcher.group(1)));
      }
    }
    return numbers;
  }

  private static List<String> messages(ProgramRun run) {
    return run.out()
        .lines()
        .map(line -> line.substring(line.lastIndexOf('|') + 1))
        .toList();
  }
}
