package io.troupe.samples;

import io.troupe.Process;
import io.troupe.actor.Actors;
import io.troupe.actor.RestartPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Routers;

/**
 * Spreads questions over actors in three processes by Pekko's own routers: in turn, and by the hash
 * of a name, so that each counter has all that is said of its names.
 *
 * <p>Run it with {@code samples/run actor-pool}. It prints:
 *
 * <pre>
 * In turn: 3 processes answered 6 questions.
 * By name: Ann was counted 3 times, Bob 2, Cem 1.
 * </pre>
 */
public final class ActorPoolSample {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private ActorPoolSample() {}

  /** Counts a name; the answer says where, and how often it was counted there. */
  record Count(String name, ActorRef<Counted> replyTo) {}

  record Counted(long pid, int times) {}

  static Behavior<Count> counter() {
    return Behaviors.setup(context -> counter(new ArrayList<>()));
  }

  private static Behavior<Count> counter(List<String> seen) {
    return Behaviors.receiveMessage(count -> {
      seen.add(count.name());
      int times = (int) seen.stream().filter(count.name()::equals).count();
      count.replyTo().tell(new Counted(ProcessHandle.current().pid(), times));
      return Behaviors.same();
    });
  }

  private static Behavior<Count> inProcess() {
    return Actors.inProcess(ActorPoolSample::counter, "counter", RestartPolicy.restart());
  }

  public static void main(String[] args) {
    List<String> names = List.of("Ann", "Bob", "Ann", "Cem", "Ann", "Bob");

    ActorRef<Count> inTurn = here(Routers.pool(3, inProcess()).withRoundRobinRouting(), "in-turn");
    long processes = ask(inTurn, names).stream().map(Counted::pid).distinct().count();
    System.out.printf("In turn: %d processes answered %d questions.%n", processes, names.size());

    ActorRef<Count> byName =
        here(Routers.pool(3, inProcess()).withConsistentHashingRouting(10, Count::name), "by-name");
    List<Counted> counted = ask(byName, names);
    System.out.printf(
        "By name: Ann was counted %d times, Bob %d, Cem %d.%n",
        counted.get(4).times(), counted.get(5).times(), counted.get(3).times());
  }

  private static ActorRef<Count> here(Behavior<Count> router, String name) {
    return Actors.in(Process.current()).spawn(() -> router, name);
  }

  private static List<Counted> ask(ActorRef<Count> router, List<String> names) {
    List<CompletableFuture<Counted>> answers = new ArrayList<>();
    for (String name : names) {
      CompletionStage<Counted> answer = AskPattern.ask(
          router, replyTo -> new Count(name, replyTo), LIMIT, Actors.system().scheduler());
      answers.add(answer.toCompletableFuture());
    }
    return answers.stream().map(CompletableFuture::join).toList();
  }
}
