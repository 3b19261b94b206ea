package io.troupe.internal.cluster.replica;

import io.troupe.cluster.Consistency;
import io.troupe.cluster.NodeInfo;
import io.troupe.cluster.ReplicationException;
import io.troupe.internal.cluster.call.NotServingException;
import io.troupe.internal.cluster.call.OutcomeUnknownException;
import io.troupe.internal.cluster.call.ReplicaCalls;
import io.troupe.internal.cluster.call.ReplicaWatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.ddata.Key;
import org.apache.pekko.cluster.ddata.ReplicatedData;
import org.apache.pekko.cluster.ddata.typed.javadsl.DistributedData;
import org.apache.pekko.cluster.ddata.typed.javadsl.Replicator;
import org.apache.pekko.cluster.ddata.typed.javadsl.Replicator.GetResponse;
import org.apache.pekko.cluster.ddata.typed.javadsl.Replicator.UpdateResponse;

/** The replicated objects of a node. Thread-safe. */
public final class Replicas implements ReplicaCalls {
  private final ActorSystem<?> system;
  private final DistributedData data;
  private final Questions questions;
  private final Readiness readiness;

  /** @param nodes the members as this node sees them */
  public Replicas(ActorSystem<?> system, Supplier<List<NodeInfo>> nodes) {
    this.system = system;
    data = DistributedData.get(system);
    questions = new Questions(system, data.replicator());
    readiness = new Readiness(system, questions, nodes);
  }

  @Override
  public Optional<byte[]> get(Part part, String key, Consistency consistency)
      throws InterruptedException {
    return get(Form.of(part.kind()), part, key, consistency);
  }

  private <D extends ReplicatedData> Optional<byte[]> get(
      Form<D> form, Part part, String key, Consistency consistency) throws InterruptedException {
    return read(form, List.of(part), consistency).get(0).flatMap(state -> form.get(state, key));
  }

  @Override
  public List<Map<String, byte[]>> contents(Kind kind, String name, Consistency consistency)
      throws InterruptedException {
    List<Part> parts = new ArrayList<>();
    for (int number = 0; number < kind.parts(); number++) {
      parts.add(new Part(kind, name, number));
    }
    return contents(Form.of(kind), parts, consistency);
  }

  private <D extends ReplicatedData> List<Map<String, byte[]>> contents(
      Form<D> form, List<Part> parts, Consistency consistency) throws InterruptedException {
    return read(form, parts, consistency).stream()
        .map(state -> state.map(form::contents).orElse(Map.of()))
        .toList();
  }

  private <D extends ReplicatedData> List<Optional<D>> read(
      Form<D> form, List<Part> parts, Consistency consistency) throws InterruptedException {
    List<Key<D>> keys = parts.stream().map(form::key).toList();
    prepare(keys, parts.get(0), consistency);
    List<GetResponse<D>> responses = questions.get(keys, consistency);
    List<Optional<D>> states = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      states.add(state(responses.get(i), keys.get(i), parts.get(i), consistency));
    }
    return states;
  }

  private static <D extends ReplicatedData> Optional<D> state(
      GetResponse<D> response, Key<D> key, Part part, Consistency consistency) {
    if (response instanceof Replicator.GetSuccess<D> success) {
      return Optional.of(success.get(key));
    } else if (response instanceof Replicator.NotFound<D>) {
      return Optional.empty();
    }
    throw late("The " + part + " could not be read", consistency);
  }

  @Override
  public void update(Part part, Change change, Consistency consistency)
      throws InterruptedException {
    update(Form.of(part.kind()), part, change, consistency);
  }

  private <D extends ReplicatedData> void update(
      Form<D> form, Part part, Change change, Consistency consistency) throws InterruptedException {
    Key<D> key = form.key(part);
    prepare(List.of(key), part, consistency);
    UpdateResponse<D> response = answer(
        (ActorRef<UpdateResponse<D>> replyTo) -> new Replicator.Update<>(
            key,
            form.empty(),
            Levels.ofWrite(consistency),
            replyTo,
            state -> form.changed(state, part, change, data.selfUniqueAddress())),
        consistency);
    requireDone(response, part, consistency);
  }

  /** The replicator may have made the change, and told others, before it ended. */
  private <D extends ReplicatedData> UpdateResponse<D> answer(
      Function<ActorRef<UpdateResponse<D>>, Replicator.Command> update, Consistency consistency)
      throws InterruptedException {
    try {
      return questions.ask(update, consistency.timeout());
    } catch (NotServingException e) {
      throw new OutcomeUnknownException(String.valueOf(e.getMessage()));
    }
  }

  private static void requireDone(UpdateResponse<?> response, Part part, Consistency consistency) {
    if (response instanceof Replicator.ModifyFailure<?> failure) {
      throw failure.cause() instanceof RuntimeException refused
          ? refused
          : new IllegalStateException(failure.cause());
    } else if (!(response instanceof Replicator.UpdateSuccess<?>)) {
      throw late(
          "The change of the " + part + " is made, and spreads when it can, but is not confirmed",
          consistency);
    }
  }

  private static ReplicationException late(String what, Consistency consistency) {
    return new ReplicationException(what + ": not enough nodes have answered within "
        + consistency.timeout() + ", wanted was " + consistency.level());
  }

  /** Waits until the parts can be used. */
  private <D extends ReplicatedData> void prepare(
      List<Key<D>> keys, Part part, Consistency consistency) throws InterruptedException {
    readiness.await();
    int up = readiness.up();
    if (up < consistency.nodes()) {
      throw new ReplicationException("Refused, with no effect: " + consistency.level() + " of the "
          + part + " wants at least " + consistency.nodes() + " nodes that are up, and there "
          + (up == 1 ? "is 1" : "are " + up));
    }
    if (up > 1) {
      questions.lookForUnknown(keys);
    }
  }

  @Override
  public ReplicaWatch watch(Kind kind, String name) {
    return Watching.start(system, Form.of(kind), kind, name);
  }
}
