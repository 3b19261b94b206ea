package io.troupe.e2e.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.e2e.support.ProgramRun;
import io.troupe.e2e.support.Providers;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the library itself logs; and that what nobody asked for costs nothing. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class LibraryLogTest {
  /** But for the properties and levels, which say that there are none. */
  private static final Pattern NEEDED = Pattern.compile(
      "io\\.troupe\\.internal\\.logs\\.(child|Log(?!Properties)|host\\.(?!LogLevels))");

  @Test
  @Tag("C179")
  void toStandardError_hereAndInProcesses() throws Exception {
    ProgramRun run = ProgramRun.with(Providers.NONE, LogPrograms.ToStandardError.class, List.of());

    assertThat(run.err().lines().filter(line -> !line.startsWith("SLF4J")))
        .containsExactly(
            "[WARN/MainProcess] doomed 1",
            "[INFO/MainProcess] once",
            "[INFO/Process-1] child process calling run()",
            "[INFO/Process-1] from a child",
            "[INFO/Process-1] process exiting with exitcode 0");
  }

  @Test
  void nobodyAsks_whatForwardsIsNotLoaded() throws Exception {
    ProgramRun run =
        ProgramRun.of(LogPrograms.WithoutLogs.class, List.of("-Xlog:class+load:stdout"));

    List<String> ours = run.out()
        .lines()
        .filter(line -> line.contains("io.troupe.") && !line.contains("$$"))
        .toList();
    assertThat(ours).anyMatch(line -> line.contains("io.troupe.Pool "));
    assertThat(ours.stream().filter(NEEDED.asPredicate())).isEmpty();
  }
}
