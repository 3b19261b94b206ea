package io.troupe.internal.process.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.Output;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The JVMs that are started wait for a boot record, which these tests do not send. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HeadStartTest {
  private static final String MARK = "-Dtroupe.test.head.start=";

  @TempDir
  Path scratch;

  private ChildSpec spec(String who) {
    return ChildSpec.standard().withJvmOptions(List.of(MARK + scratch + who));
  }

  private HeadStart begin() {
    return HeadStart.begin(spec("mine"), () -> scratch);
  }

  private List<ProcessHandle> started() {
    return ProcessHandle.current()
        .children()
        .filter(child -> child.info().commandLine().orElse("").contains(MARK + scratch))
        .toList();
  }

  @Test
  void take_likeIt_isTheJvm() {
    HeadStart first = begin();
    Process jvm = first.take(spec("mine"));
    assertThat(jvm).isNotNull();
    assertThat(jvm.isAlive()).isTrue();
    assertThat(first.take(spec("mine"))).as("a second time").isNull();
    jvm.destroyForcibly();
  }

  @Test
  void take_unlikeIt_endsTheJvm() {
    HeadStart first = begin();
    assertThat(first.take(spec("another"))).isNull();
    Awaitility.await().until(() -> started().isEmpty());
  }

  @Test
  void discard_untaken_endsTheJvm() {
    HeadStart first = begin();
    Awaitility.await().until(() -> started().size() == 1);
    first.discard();
    Awaitility.await().until(() -> started().isEmpty());
    assertThat(first.take(spec("mine"))).isNull();
  }

  @Test
  void discard_taken_leavesTheJvm() {
    HeadStart first = begin();
    Process jvm = first.take(spec("mine"));
    first.discard();
    assertThat(jvm).isNotNull();
    assertThat(jvm.isAlive()).isTrue();
    jvm.destroyForcibly();
  }

  @Test
  void begin_launcherOfTheProgram_isNotRunAhead() {
    ChildSpec own = new ChildSpec(
        List.of(),
        Map.of(),
        null,
        null,
        jvm -> {
          throw new AssertionError("run before its time");
        },
        null,
        Output.INHERITED,
        null);
    HeadStart first = HeadStart.begin(own, () -> scratch);
    assertThat(first.take(own)).isNull();
    assertThat(first.starter().startsLocally(own)).isFalse();
  }
}
