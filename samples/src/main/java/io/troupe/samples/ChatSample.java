package io.troupe.samples;

import io.troupe.Process;
import io.troupe.actor.Actors;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Has actors in three processes talk to each other through a room in a fourth: each knows the
 * others by references that it got in messages.
 *
 * <p>Run it with {@code samples/run chat}. It prints lines such as these, each by the process of
 * who reads:
 *
 * <pre>
 * process 4244: Ann reads 'Hello, I am Bob.' from Bob
 * process 4245: Bob reads 'Hello Bob, I am Ann.' from Ann
 * </pre>
 */
public final class ChatSample {
  private ChatSample() {}

  /** What the room understands: who comes in. */
  record Enter(String name, ActorRef<Line> guest) {}

  /** What a guest understands: a line, and to whom to answer. */
  record Line(String from, String text, ActorRef<Line> replyTo) {}

  /** Introduces whoever comes in to those who are there. */
  static Behavior<Enter> room(ActorRef<String> done) {
    return Behaviors.setup(context -> room(new ArrayList<>(), done));
  }

  private static Behavior<Enter> room(List<Enter> guests, ActorRef<String> done) {
    return Behaviors.receiveMessage(newcomer -> {
      for (Enter guest : guests) {
        String text = "Hello, I am " + newcomer.name() + ".";
        guest.guest().tell(new Line(newcomer.name(), text, newcomer.guest()));
      }
      guests.add(newcomer);
      done.tell(newcomer.name());
      return Behaviors.same();
    });
  }

  /** Reads what it is told, and answers a greeting. */
  static Behavior<Line> guest(String name, ActorRef<String> done) {
    return Behaviors.setup(context -> Behaviors.receiveMessage(line -> {
      System.out.printf(
          "process %d: %s reads '%s' from %s%n",
          ProcessHandle.current().pid(), name, line.text(), line.from());
      if (line.text().startsWith("Hello, ")) {
        String answer = "Hello " + line.from() + ", I am " + name + ".";
        line.replyTo().tell(new Line(name, answer, context.getSelf()));
      }
      done.tell(line.text());
      return Behaviors.same();
    }));
  }

  public static void main(String[] args) throws InterruptedException {
    List<String> names = List.of("Ann", "Bob", "Cem");
    int greetings = names.size() * (names.size() - 1); // each pair greets, and answers
    CountDownLatch done = new CountDownLatch(names.size() + greetings);
    ActorRef<String> counter = Actors.in(Process.current()).spawn(() -> counter(done), "counter");

    ActorRef<Enter> room = Actors.spawn(() -> room(counter), "room");
    for (String name : names) {
      ActorRef<Line> guest = Actors.spawn(() -> guest(name, counter), name);
      room.tell(new Enter(name, guest));
    }
    done.await();
  }

  private static Behavior<String> counter(CountDownLatch done) {
    return Behaviors.receiveMessage(what -> {
      done.countDown();
      return Behaviors.same();
    });
  }
}
