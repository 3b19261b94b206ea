package io.troupe.internal.cluster.consensus;

import io.troupe.internal.log.Log;
import io.troupe.proto.ConsensusMail;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** The post among the members of a Pekko cluster: by an actor that each of them has. */
public final class ArteryPost implements Post {
  private static final Log log = Log.of(ArteryPost.class);
  private static final String NAME = "troupe-consensus";

  private final String self;
  private final ActorRefResolver resolver;
  private final Map<String, ActorRef<ConsensusMail>> boxes = new ConcurrentHashMap<>();

  /** @param self the address of this node */
  public ArteryPost(ActorSystem<?> system, String self) {
    this.self = self;
    resolver = ActorRefResolver.get(system);
  }

  /** Begins to hand on what arrives. */
  public void open(ActorSystem<?> system, Recipient recipient) {
    system.systemActorOf(box(recipient), NAME, Props.empty());
  }

  private static Behavior<ConsensusMail> box(Recipient recipient) {
    return Behaviors.setup(context -> {
      Pieces pieces = new Pieces();
      return Behaviors.receiveMessage(mail -> {
        pieces.take(mail).ifPresent(whole -> deliver(recipient, whole));
        return Behaviors.same();
      });
    });
  }

  private static void deliver(Recipient recipient, ConsensusMail mail) {
    try {
      recipient.receive(mail);
    } catch (RuntimeException e) {
      log.warn("A mail of {} could not be taken", mail.getFrom(), e);
    }
  }

  @Override
  public void send(String peer, ConsensusMail.Builder mail) {
    ActorRef<ConsensusMail> box = boxes.computeIfAbsent(peer, this::box);
    Pieces.of(mail.setFrom(self).build()).forEach(box::tell);
  }

  private ActorRef<ConsensusMail> box(String peer) {
    String address = peer.substring(0, peer.indexOf('#'));
    return resolver.resolveActorRef(address + "/system/" + NAME);
  }
}
