package io.troupe.samples;

import io.troupe.Process;
import io.troupe.Queue;
import io.troupe.actor.Actors;
import io.troupe.cluster.Cluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * Three actors on three nodes form a ring, in which each has a reference to the next. A node is
 * killed: the actor before it, which watches it, says so, and the ring is closed without it.
 *
 * <p>Run it with {@code samples/run cluster-actors}. It prints:
 *
 * <pre>
 * Three actors on 3 nodes form a ring.
 * A token was passed on 300 times; the actors had it [100, 100, 100] times.
 * The second node is killed. Actor 0 says: the next has ended.
 * A token was passed on 200 times; the actors had it [200, 200] times.
 * </pre>
 */
public final class ClusterActorsSample {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private ClusterActorsSample() {}

  /** What a member of the ring understands. */
  sealed interface Command {}

  record Follow(ActorRef<Command> next) implements Command {}

  record Token(int left, ActorRef<String> done) implements Command {}

  record GetCount(ActorRef<Integer> replyTo) implements Command {}

  /** A member of the ring. It does not know where it lives, nor where the next one does. */
  static final class Member extends AbstractBehavior<Command> {
    private final int number;
    private final Queue<String> news;
    private ActorRef<Command> next;
    private int count;

    Member(ActorContext<Command> context, int number, Queue<String> news) {
      super(context);
      this.number = number;
      this.news = news;
      next = context.getSelf();
    }

    static Behavior<Command> create(int number, Queue<String> news) {
      return Behaviors.setup(context -> new Member(context, number, news));
    }

    @Override
    public Receive<Command> createReceive() {
      return newReceiveBuilder()
          .onMessage(Follow.class, this::onFollow)
          .onMessage(Token.class, this::onToken)
          .onMessage(GetCount.class, this::onGetCount)
          .onSignal(Terminated.class, this::onNextEnded)
          .build();
    }

    private Behavior<Command> onFollow(Follow follow) {
      next = follow.next();
      getContext().watch(next);
      return this;
    }

    private Behavior<Command> onToken(Token token) {
      count++;
      if (token.left() == 1) {
        token.done().tell("done");
      } else {
        next.tell(new Token(token.left() - 1, token.done()));
      }
      return this;
    }

    private Behavior<Command> onGetCount(GetCount get) {
      get.replyTo().tell(count);
      return this;
    }

    private Behavior<Command> onNextEnded(Terminated ended) throws InterruptedException {
      news.put("Actor " + number + " says: the next has ended.");
      return this;
    }
  }

  public static void main(String[] args) throws Exception {
    Queue<String> news = Queue.create();
    try (LocalNodes nodes = LocalNodes.start(3, 1);
        Cluster cluster = nodes.connect()) {
      List<ActorRef<Command>> ring = new ArrayList<>();
      for (String node : nodes.addresses()) {
        int number = ring.size();
        Process process =
            Actors.process("member-" + number).on(cluster.node(node)).start();
        ring.add(Actors.in(process).spawn(() -> Member.create(number, news), "member"));
      }
      close(ring);
      System.out.printf(
          "Three actors on %d nodes form a ring.%n", cluster.nodes().size());
      pass(300, ring);

      nodes.kill(1);
      System.out.printf("The second node is killed. %s%n", news.get());
      ring.remove(1);
      close(ring);
      pass(200, ring);
    }
  }

  /** Tells each who is next; the first follows on the last. */
  private static void close(List<ActorRef<Command>> ring) {
    for (int i = 0; i < ring.size(); i++) {
      ring.get(i).tell(new Follow(ring.get((i + 1) % ring.size())));
    }
  }

  private static void pass(int times, List<ActorRef<Command>> ring) throws Exception {
    Actors.<Command, String>ask(ring.get(0), done -> new Token(times, done), PATIENCE);
    List<Integer> counts = new ArrayList<>();
    for (ActorRef<Command> each : ring) {
      counts.add(Actors.ask(each, GetCount::new, PATIENCE));
    }
    System.out.printf(
        "A token was passed on %d times; the actors had it %s times.%n", times, counts);
  }
}
