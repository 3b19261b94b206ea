package io.troupe.e2e.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.troupe.Pool;
import io.troupe.Progress;
import io.troupe.ProgressBar;
import io.troupe.ResultIterator;
import io.troupe.e2e.support.ProgramRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ProgressBarTest {
  private static List<String> printed() {
    List<String> lines = new ArrayList<>(List.of("7 failed", "streams are back: true"));
    IntStream.rangeClosed(1, Talkers.ITEMS).forEach(number -> {
      lines.add("task " + number + " prints");
      lines.add("task " + number + " complains");
      lines.add("result " + number);
    });
    return lines;
  }

  @Test
  void onATerminal_barAndLinesDoNotMix() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")));
    ProgramRun run = ProgramRun.through(
        List.of("env", "TERM=xterm", "sh", "-c", "script -qfec \"$*\" /dev/null", "sh"),
        Talkers.class);

    assertThat(run.status()).as("%s", run).isZero();
    List<String> screen = run.out()
        .replace("\r\n", "\n")
        .replaceAll("[^\n]*\r\u001b\\[2K", "")
        .lines()
        .toList();
    List<String> others = screen.stream()
        .filter(line -> !line.startsWith("talk ") && !line.contains("a line of the log"))
        .toList();
    assertThat(others).containsExactlyInAnyOrderElementsOf(printed());
    assertThat(screen)
        .filteredOn(line -> line.startsWith("talk "))
        .singleElement()
        .asString()
        .matches(
            "talk 100% \\|#{20}\\| 40/40 \\[\\d+:\\d\\d<0:00, \\d+\\.\\d(/s| s each), 1 failed\\]");
    assertThat(screen).filteredOn(line -> line.contains("a line of the log")).hasSize(1);
    assertThat(run.out().split("\r\u001b\\[2Ktalk ", -1)).hasSizeGreaterThan(2);
  }

  @Test
  void inAFile_thereIsNoBar() throws Exception {
    ProgramRun run = ProgramRun.of(Talkers.class, List.of());

    assertThat(run.status()).as("%s", run).isZero();
    assertThat(run.out() + run.err()).doesNotContain("\u001b", "talk ");
    assertThat(run.out().lines()).contains("streams are back: true", "result 40");
  }

  private static int half(int number) {
    if (number % 2 != 0) {
      throw new NoSuchElementException("the half of " + number);
    }
    return number / 2;
  }

  @Test
  void results_areCounted_failuresToo() throws Exception {
    try (Pool pool = Pool.threads(2)) {
      ResultIterator<Integer> plain = pool.imap(ProgressBarTest::half, List.of(2, 3, 4));
      try (ResultIterator<Integer> results = Progress.bar("halves", plain, 3)) {
        assertThat(results.next()).isEqualTo(1);
        assertThatThrownBy(results::next)
            .isInstanceOf(NoSuchElementException.class)
            .hasMessageContaining("3");
        assertThat(results.next(Duration.ofSeconds(30))).isEqualTo(2);
        assertThat(results.hasNext()).isFalse();
        assertThatThrownBy(results::next).isInstanceOf(NoSuchElementException.class);
      }
    }
  }

  @Test
  void bar_countsWhatItIsTold() {
    try (ProgressBar bar = Progress.bar("steps", 10)) {
      bar.step();
      bar.step(3);
      bar.fail();
      assertThat(bar.progress()).isEqualTo(new Progress(10, 4, 1, 0));
      bar.close();
    }
    assertThatThrownBy(() -> Progress.bar("steps", -1))
        .isInstanceOf(IllegalArgumentException.class);
    List<String> taken = new ArrayList<>();
    for (String each : Progress.bar("letters", List.of("a", "b"))) {
      taken.add(each);
    }
    assertThat(taken).containsExactly("a", "b");
  }
}
