package io.troupe.e2e.actor;

import io.troupe.sync.Semaphore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.stream.typed.javadsl.ActorFlow;

/** Behaviours with which streams speak, as Pekko's documentation of its streams has them. */
final class Streaming {
  private Streaming() {}

  /** A question of {@code ActorFlow.ask}; the word "never" is not answered. */
  record Measure(String word, ActorRef<Integer> replyTo) {}

  static Behavior<Measure> ruler() {
    return Behaviors.receiveMessage(measure -> {
      if (!measure.word().equals("never")) {
        measure.replyTo().tell(measure.word().length());
      }
      return Behaviors.same();
    });
  }

  /** What a sink tells its actor. */
  interface Told {}

  record Begin(ActorRef<Done> ack) implements Told {}

  record Element(int number, ActorRef<Done> ack) implements Told {}

  record Completed() implements Told {}

  record Failed(String why) implements Told {}

  /** Takes an element for each permit, and says at the end what came. */
  static Behavior<Told> keeper(Semaphore permits, ActorRef<Object> to) {
    List<Integer> kept = new ArrayList<>();
    return Behaviors.receive(Told.class)
        .onMessage(Begin.class, begin -> {
          begin.ack().tell(Done.getInstance());
          return Behaviors.same();
        })
        .onMessage(Element.class, element -> {
          permits.acquire();
          kept.add(element.number());
          element.ack().tell(Done.getInstance());
          return Behaviors.same();
        })
        .onMessage(Completed.class, completed -> {
          to.tell(List.copyOf(kept));
          return Behaviors.stopped();
        })
        .onMessage(Failed.class, failed -> {
          to.tell(failed.why());
          return Behaviors.stopped();
        })
        .build();
  }

  /** What a source hears. */
  interface Heard {}

  record Number(int value) implements Heard {}

  record End() implements Heard {}

  record Fault(String why) implements Heard {}

  /** Tells a source so many numbers, and how that ends; nothing more for {@code null}. */
  record Feed(int count, Heard end, ActorRef<Heard> source) {}

  static Behavior<Feed> feeder() {
    return Behaviors.receiveMessage(feed -> {
      for (int i = 0; i < feed.count(); i++) {
        feed.source().tell(new Number(i));
      }
      if (feed.end() != null) {
        feed.source().tell(feed.end());
      }
      return Behaviors.same();
    });
  }

  /** What a source that waits tells its feeder: the first time where it is, then to go on. */
  interface Next {}

  record Start(ActorRef<Heard> source) implements Next {}

  record More() implements Next {}

  /** Gives a number each time that it is asked for one. */
  static Behavior<Next> onDemand(int count) {
    int[] given = {0};
    List<ActorRef<Heard>> source = new ArrayList<>();
    return Behaviors.receiveMessage(next -> {
      if (next instanceof Start first) {
        source.add(first.source());
      }
      source.get(0).tell(given[0] < count ? new Number(given[0]++) : new End());
      return Behaviors.same();
    });
  }

  /** Runs a stream in its own process that asks an actor, wherever that is. */
  static Behavior<List<String>> streamer(ActorRef<Measure> ruler, ActorRef<Object> to) {
    return Behaviors.receive((context, words) -> {
      Source.from(words)
          .via(ActorFlow.ask(2, ruler, Duration.ofMinutes(1), Measure::new))
          .runWith(Sink.seq(), Materializer.createMaterializer(context.getSystem()))
          .thenAccept(to::tell);
      return Behaviors.same();
    });
  }
}
