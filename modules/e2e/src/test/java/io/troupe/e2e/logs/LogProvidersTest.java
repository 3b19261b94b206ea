package io.troupe.e2e.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.e2e.support.ProgramRun;
import io.troupe.e2e.support.Providers;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What processes log arrives in the logging of their host, whichever that is. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class LogProvidersTest {

  @Test
  @Tag("C180")
  void logback_getsAllOfAnEvent() throws Exception {
    ProgramRun run = LogRun.logback(LogPrograms.Rich.class);

    assertThat(run.out())
        .as(run.err())
        .startsWith("WARN|app.Rich|child/mine|child|" + pid(run)
            + "|r-7|AUDIT|size=\"3\"|LogPrograms.java|said 1 of two {}\n"
            + "java.lang.IllegalStateException: outer\n\tat " + LogPrograms.Rich.class.getName()
            + ".work(");
    assertThat(run.out())
        .contains("\nCaused by: " + LogPrograms.Unknown.class.getName() + ": inner\n");
  }

  @Test
  void log4j_getsAllOfAnEvent() throws Exception {
    ProgramRun run = LogRun.log4j(LogPrograms.Rich.class);

    assertThat(run.out())
        .as(run.err())
        .startsWith("WARN|app.Rich|child/mine|child|" + pid(run)
            + "|r-7|AUDIT|3|LogPrograms.java|said 1 of two {}\n"
            + "java.lang.IllegalStateException: outer\n\tat " + LogPrograms.Rich.class.getName()
            + ".work(");
    assertThat(run.out())
        .contains("\nCaused by: " + LogPrograms.Unknown.class.getName() + ": inner\n");
  }

  @Test
  void simple_getsWhatItCanShow() throws Exception {
    ProgramRun run = ProgramRun.with(
        Providers.SIMPLE,
        LogPrograms.Rich.class,
        List.of("-Dorg.slf4j.simpleLogger.showThreadName=true"));

    assertThat(run.err())
        .startsWith("[child/mine] WARN Rich - AUDIT size=3 said 1 of two {}\n"
            + "java.lang.IllegalStateException: outer\n\tat " + LogPrograms.Rich.class.getName()
            + ".work(")
        .contains("\nCaused by: " + LogPrograms.Unknown.class.getName() + ": inner\n");
  }

  @Test
  void noProvider_processIsSilent() throws Exception {
    ProgramRun run = ProgramRun.with(Providers.NONE, LogPrograms.Rich.class, List.of());

    assertThat(run.status()).isZero();
    assertThat(run.err().lines()).allMatch(line -> line.startsWith("SLF4J"));
  }

  private static String pid(ProgramRun run) {
    return run.out()
        .lines()
        .filter(line -> line.startsWith("pid="))
        .map(line -> line.substring("pid=".length()))
        .findFirst()
        .orElseThrow(() -> new AssertionError(run.out() + run.err()));
  }
}
