package io.troupe.internal.cluster.replica;

import io.troupe.cluster.Consistency;
import io.troupe.internal.cluster.call.NotServingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.cluster.ddata.Key;
import org.apache.pekko.cluster.ddata.ReplicatedData;
import org.apache.pekko.cluster.ddata.typed.javadsl.Replicator;
import org.apache.pekko.cluster.ddata.typed.javadsl.Replicator.GetResponse;

/**
 * What is asked of the replicator of this node, which asks others where that is wanted.
 * Thread-safe.
 */
final class Questions {
  /** What the replicator waits for has an end of its own, before this. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private static final Duration FIRST_LOOK = Duration.ofSeconds(2);

  private final ActorSystem<?> system;
  private final ActorRef<Replicator.Command> replicator;

  /** The keys that were looked for at other nodes. */
  private final Set<Key<?>> known = ConcurrentHashMap.newKeySet();

  Questions(ActorSystem<?> system, ActorRef<Replicator.Command> replicator) {
    this.system = system;
    this.replicator = replicator;
  }

  /**
   * Asks one.
   *
   * @param timeout how long the replicator may take
   * @throws NotServingException if it does not answer, for it has ended
   */
  <R> R ask(Function<ActorRef<R>, Replicator.Command> question, Duration timeout)
      throws InterruptedException {
    return answer(sent(question, timeout));
  }

  <R> CompletionStage<R> sent(
      Function<ActorRef<R>, Replicator.Command> question, Duration timeout) {
    return AskPattern.ask(replicator, question::apply, timeout.plus(GRACE), system.scheduler());
  }

  private static <R> R answer(CompletionStage<R> answer) throws InterruptedException {
    try {
      return answer.toCompletableFuture().get();
    } catch (ExecutionException e) {
      throw new NotServingException("The node is about to end: " + e.getMessage());
    }
  }

  /** Reads several keys at once. */
  <D extends ReplicatedData> List<GetResponse<D>> get(List<Key<D>> keys, Consistency consistency)
      throws InterruptedException {
    return get(keys, Levels.ofRead(consistency), consistency.timeout());
  }

  private <D extends ReplicatedData> List<GetResponse<D>> get(
      List<Key<D>> keys, Replicator.ReadConsistency level, Duration timeout)
      throws InterruptedException {
    List<CompletionStage<GetResponse<D>>> answers = new ArrayList<>();
    for (Key<D> key : keys) {
      answers.add(sent(
          (ActorRef<GetResponse<D>> replyTo) -> new Replicator.Get<>(key, level, replyTo),
          timeout));
    }
    List<GetResponse<D>> responses = new ArrayList<>();
    for (CompletionStage<GetResponse<D>> answer : answers) {
      responses.add(answer(answer));
    }
    return responses;
  }

  /**
   * A node that has joined only now gets its copies by and by. So the first time that it is asked
   * for something, it asks others; if they do not answer soon, it goes on with what it has.
   */
  <D extends ReplicatedData> void lookForUnknown(List<Key<D>> keys) throws InterruptedException {
    List<Key<D>> unknown = keys.stream().filter(key -> !known.contains(key)).toList();
    if (!unknown.isEmpty()) {
      get(unknown, new Replicator.ReadMajority(FIRST_LOOK), FIRST_LOOK);
      known.addAll(unknown);
    }
  }
}
