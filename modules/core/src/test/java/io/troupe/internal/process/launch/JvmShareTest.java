package io.troupe.internal.process.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.Output;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class JvmShareTest {
  private static final long GIB = 1L << 30;

  private static ChildSpec spec(String... options) {
    return new ChildSpec(
        List.of(options), Map.of(), null, null, null, null, Output.INHERITED, null);
  }

  @Test
  void of_fewWorkers_eachTakesWhatAJvmTakesAlone() {
    assertThat(JvmShare.of(2, 8, 16 * GIB)).isEqualTo(new JvmShare(4, "-XX:MaxRAMPercentage=25.0"));
  }

  @Test
  void of_manyWorkers_togetherTakeThreeQuarters() {
    assertThat(JvmShare.of(6, 8, 16 * GIB)).isEqualTo(new JvmShare(2, "-XX:MaxRAMPercentage=12.5"));
  }

  @Test
  void of_littleMemory_leavesEachSomething() {
    assertThat(JvmShare.of(8, 2, GIB)).isEqualTo(new JvmShare(1, "-Xmx256m"));
  }

  @Test
  void applyTo_optionsThatDecide_stay() {
    JvmShare share = JvmShare.of(2, 2, 16 * GIB);
    assertThat(share.applyTo(spec("-Xmx64m")).jvmOptions())
        .containsExactly("-XX:ActiveProcessorCount=1", "-Xmx64m");
    assertThat(share.applyTo(spec("-XX:ActiveProcessorCount=2")).jvmOptions())
        .containsExactly("-XX:MaxRAMPercentage=25.0", "-XX:ActiveProcessorCount=2");
  }
}
