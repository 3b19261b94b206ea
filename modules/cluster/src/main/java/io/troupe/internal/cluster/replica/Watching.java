package io.troupe.internal.cluster.replica;

import io.troupe.internal.cluster.call.ReplicaCalls.Kind;
import io.troupe.internal.cluster.call.ReplicaCalls.Part;
import io.troupe.internal.cluster.call.ReplicaWatch;
import io.troupe.internal.manager.type.Ending;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.ddata.Key;
import org.apache.pekko.cluster.ddata.ReplicatedData;
import org.apache.pekko.cluster.ddata.typed.javadsl.DistributedData;
import org.apache.pekko.cluster.ddata.typed.javadsl.Replicator;

/**
 * Hears of the changes of an object for a process that asks for them. A part that changes again
 * before it was asked for is told once. Thread-safe.
 */
final class Watching implements ReplicaWatch, Ending {
  private static final AtomicLong NUMBERS = new AtomicLong();
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private Map<Integer, Map<String, byte[]>> changed = new HashMap<>(); // guarded by this
  private final ActorRef<Message> subscriber;

  private sealed interface Message {}

  private record Changed(int part, Map<String, byte[]> contents) implements Message {}

  private enum Nothing implements Message {
    INSTANCE
  }

  private enum Stop implements Message {
    INSTANCE
  }

  private <D extends ReplicatedData> Watching(
      ActorSystem<?> system, Form<D> form, Kind kind, String name) {
    subscriber = system.systemActorOf(
        subscribed(form, kind, name), "troupe-watch-" + NUMBERS.incrementAndGet(), Props.empty());
  }

  static Watching start(ActorSystem<?> system, Form<?> form, Kind kind, String name) {
    return new Watching(system, form, kind, name);
  }

  private <D extends ReplicatedData> Behavior<Message> subscribed(
      Form<D> form, Kind kind, String name) {
    return DistributedData.<Message, D>withReplicatorMessageAdapter(adapter -> {
      Map<Key<D>, Integer> parts = new HashMap<>();
      for (int part = 0; part < kind.parts(); part++) {
        parts.put(form.key(new Part(kind, name, part)), part);
      }
      // There is one way to messages for all keys: that of the last subscription.
      parts
          .keySet()
          .forEach(key -> adapter.subscribe(key, response -> message(form, parts, response)));
      return Behaviors.receive(Message.class)
          .onMessage(Changed.class, this::onChanged)
          .onMessageEquals(Nothing.INSTANCE, Behaviors::same)
          .onMessageEquals(Stop.INSTANCE, Behaviors::stopped)
          .build();
    });
  }

  private static <D extends ReplicatedData> Message message(
      Form<D> form, Map<Key<D>, Integer> parts, Replicator.SubscribeResponse<D> response) {
    Integer part = parts.get(response.key());
    return part != null && response instanceof Replicator.Changed<D> change
        ? new Changed(part, form.contents(change.get(change.key())))
        : Nothing.INSTANCE;
  }

  private synchronized Behavior<Message> onChanged(Changed change) {
    changed.put(change.part(), change.contents());
    notifyAll();
    return Behaviors.same();
  }

  @Override
  public synchronized Map<Integer, Map<String, byte[]>> next() throws InterruptedException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    for (long left = PATIENCE_NANOS; changed.isEmpty() && left > 0; ) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = end - System.nanoTime();
    }
    Map<Integer, Map<String, byte[]>> told = changed;
    changed = new HashMap<>();
    return told;
  }

  @Override
  public void onEnd() {
    subscriber.tell(Stop.INSTANCE);
  }
}
