package io.troupe.samples;

import static io.troupe.samples.SampleRun.group;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pools, and what is worked out with them. */
class PoolSamplesTest extends SampleTest {
  @Test
  @Tag("T10")
  void pool_runsAllTasksInItsProcesses() throws Exception {
    SampleRun run = run(PoolSample.class);

    List<MatchResult> tasks = run.all("Task (\\d) runs \\d\\.\\d\\d seconds \\((\\d+)\\)\\.");
    assertThat(group(tasks, 1)).containsExactlyInAnyOrder("0", "1", "2", "3", "4");
    assertThat(group(tasks, 2).distinct()).hasSizeBetween(1, 4);
    assertThat(run.lines())
        .containsSubsequence("Waiting for all subprocesses done...", "All subprocesses done.");
    run.only("Total time: \\d+\\.\\d\\d seconds for \\d+\\.\\d\\d of work\\.");
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

    String here = "Process " + run.only("Process (\\d+) asks\\.").group(1) + " hears: 84 / ";
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

    assertThat(group(run.all("Task (\\d): done by process \\d+"), 1))
        .containsExactly("1", "2", "4", "5", "6");
    MatchResult lost = run.only("Task 3: (.*)");
    assertThat(lost.group(1)).contains("lost with its worker", "process", "status 42");
    run.only("The pool is well: .* done by process \\d+");
  }

  @Test
  @Tag("T19")
  void initializer_runsOnceInEachWorker() throws Exception {
    SampleRun run = run(InitializerSample.class);

    List<MatchResult> loaded = run.all("Process (\\d+) loads its German dictionary\\.");
    assertThat(group(loaded, 1)).doesNotHaveDuplicates().hasSizeBetween(1, 2);
    assertThat(run.lines())
        .containsSubsequence(
            "[guten, Morgen, Welt]", "The dictionary of this process is empty: true");
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
    run.only("3 files, 8 words, 5 different ones; the most frequent:");
    assertThat(run.lines()).contains("        3 allen", "        1 ruh");
  }

  @Test
  void mandelbrot_writesTheSet() throws Exception {
    SampleRun run = run(MandelbrotSample.class, "set.png");

    run.only("Wrote set\\.png, 960 x 640 points\\.");
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

    List<MatchResult> counts = run.all("With +\\d+: (\\d+) primes below 200000 in \\d+\\.\\d\\d s");
    assertThat(group(counts, 1)).containsExactly("17984", "17984");
    run.only("That is \\d+\\.\\d times as fast\\.");
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

    run.only("After \\d+\\.\\d\\d s: io\\.troupe\\.TaskTimeoutException: .*");
    MatchResult answers = run.only("Meanwhile the pool found the harmless pattern (\\d+) times,");
    assertThat(Integer.parseInt(answers.group(1))).isPositive();
    assertThat(run.lines()).last().isEqualTo("and it goes on: true.");
  }
}
