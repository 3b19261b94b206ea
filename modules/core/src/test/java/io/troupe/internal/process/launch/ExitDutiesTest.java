package io.troupe.internal.process.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.Output;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(10)
class ExitDutiesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-Dkey=value",
        "-Xmx64m",
        "-Xms8m",
        "-Xss512k",
        "-ea",
        "-da:io.example...",
        "-esa",
        "-XX:ActiveProcessorCount=1",
        "-XX:MaxRAMPercentage=25.0"
      })
  void isFree_optionThatOnlyAProgramNotices_yes(String option) {
    assertThat(ExitDuties.isFree(spec(List.of(option), Map.of(), null))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-javaagent:agent.jar",
        "-agentlib:jdwp",
        "-agentpath:/lib/agent.so",
        "-Xlog:gc",
        "-XX:+PrintFlagsFinal",
        "-XX:StartFlightRecording",
        "-Xint",
        "@options",
        "-verbose:gc"
      })
  void isFree_optionThatMayActOnExit_no(String option) {
    assertThat(ExitDuties.isFree(spec(List.of("-Dkey=value", option), Map.of(), null)))
        .isFalse();
  }

  @Test
  void isFree_optionsByTheEnvironment_no() {
    Map<String, String> environment = Map.of("JAVA_TOOL_OPTIONS", "-Xmx64m");
    assertThat(ExitDuties.isFree(spec(List.of(), environment, null))).isFalse();
  }

  @Test
  void isFree_anotherJava_no() {
    assertThat(ExitDuties.isFree(spec(List.of(), Map.of(), Path.of("wrapper")))).isFalse();
  }

  private static ChildSpec spec(
      List<String> options, Map<String, String> environment, @Nullable Path executable) {
    return new ChildSpec(
        options, environment, null, executable, null, null, Output.INHERITED, null);
  }
}
