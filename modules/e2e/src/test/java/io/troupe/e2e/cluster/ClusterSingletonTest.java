package io.troupe.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.troupe.actor.Actors;
import io.troupe.cluster.Cluster;
import io.troupe.cluster.ClusterKeys;
import io.troupe.e2e.support.TestNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One actor of a name on three nodes, through the loss of its process and of its node. */
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class ClusterSingletonTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir
  Path directory;

  private final List<TestNode> nodes = new ArrayList<>();

  @AfterEach
  void endNodes() {
    nodes.forEach(TestNode::close);
  }

  /** Where it is, and by which right. */
  record Seat(long pid, long node, long token) {}

  sealed interface Command {}

  record Where(ActorRef<Seat> replyTo) implements Command {}

  record Stop() implements Command {}

  static Behavior<Command> sitting(long token) {
    ProcessHandle self = ProcessHandle.current();
    Seat seat = new Seat(self.pid(), self.parent().orElseThrow().pid(), token);
    return Behaviors.receive(Command.class)
        .onMessage(Where.class, where -> {
          where.replyTo().tell(seat);
          return Behaviors.same();
        })
        .onMessage(Stop.class, stop -> Behaviors.stopped())
        .build();
  }

  /** One that is lost answers no more: it is asked again. */
  private static Seat seat(ActorRef<Command> singleton) {
    return await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> Actors.ask(singleton, Where::new, Duration.ofSeconds(30)), found -> true);
  }

  @Test
  void singleton_processAndNodeAreLost_anotherTakesItsPlace_oneAtATime() throws Exception {
    ClusterKeys.create(directory);
    for (int i = 0; i < 3; i++) {
      nodes.add(TestNode.start(
          directory, 2, nodes.stream().map(TestNode::address).toArray(String[]::new)));
    }
    List<String> addresses = nodes.stream().map(TestNode::address).toList();
    try (Cluster cluster =
        Cluster.connect(addresses, ClusterKeys.load(directory.resolve("program.key")))) {
      ActorRef<Command> one = cluster.singleton("one", ClusterSingletonTest::sitting);
      Seat first = seat(one);

      ProcessHandle.of(first.pid()).orElseThrow().destroyForcibly();
      Seat second = seat(one);
      assertThat(second.pid()).isNotEqualTo(first.pid());
      assertThat(second.token()).isGreaterThan(first.token());

      ActorRef<Command> other = cluster.singleton("one", ClusterSingletonTest::sitting);
      assertThatThrownBy(() -> Actors.ask(other, Where::new, Duration.ofSeconds(3)))
          .isInstanceOf(TimeoutException.class);
      assertThat(seat(one)).isEqualTo(second);

      one.tell(new Stop());
      Seat third = seat(other);
      assertThat(third.token()).isGreaterThan(second.token());

      nodes.stream()
          .filter(node -> node.process().pid() == third.node())
          .findAny()
          .orElseThrow()
          .kill();
      Seat fourth = seat(other);
      assertThat(fourth.node()).isNotEqualTo(third.node());
      assertThat(fourth.token()).isGreaterThan(third.token());
    }
  }
}
