package io.troupe.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class NodeOptionsTest {
  @TempDir
  static Path directory;

  private static NodeOptions options;

  @BeforeAll
  static void makeKeys() throws Exception {
    ClusterKeys.create(directory);
    options = NodeOptions.of(ClusterKeys.load(directory.resolve("node.key")), "127.0.0.1:0");
  }

  @Test
  void stableAfter_sevenSecondsUnlessSet() {
    assertThat(options.stableAfter()).isEqualTo(Duration.ofSeconds(7));
    assertThat(options.withStableAfter(Duration.ofSeconds(20)).withSlots(3).stableAfter())
        .isEqualTo(Duration.ofSeconds(20));
  }

  @Test
  void stableAfter_notPositive_isRefused() {
    assertThatThrownBy(() -> options.withStableAfter(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("stableAfter");
  }
}
