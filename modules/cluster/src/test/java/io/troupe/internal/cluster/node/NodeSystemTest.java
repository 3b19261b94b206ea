package io.troupe.internal.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import io.troupe.cluster.ClusterKeys;
import io.troupe.internal.cluster.gateway.KeyRing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class NodeSystemTest {
  @TempDir
  Path directory;

  @Test
  void stableAfter_isThatOfTheResolver() throws Exception {
    ClusterKeys.create(directory);
    ActorSystem<Void> system = NodeSystem.start(
        KeyRing.read(directory.resolve("node.key")),
        "127.0.0.1",
        "127.0.0.1:1",
        1,
        Set.of(),
        Duration.ofMillis(12_500),
        Optional.empty());
    try {
      Config resolver = system.settings().config().getConfig("pekko.cluster.split-brain-resolver");
      assertThat(resolver.getDuration("stable-after")).isEqualTo(Duration.ofMillis(12_500));
      assertThat(resolver.getString("active-strategy")).isEqualTo("keep-majority");
    } finally {
      system.terminate();
      system.getWhenTerminated().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
  }
}
