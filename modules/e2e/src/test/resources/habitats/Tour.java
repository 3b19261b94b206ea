package com.example.app;

import io.troupe.Pool;
import io.troupe.Process;
import io.troupe.Queue;
import io.troupe.actor.Actors;
import io.troupe.function.Task1;
import io.troupe.manager.ManagedMap;
import io.troupe.manager.Manager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** What a program does with processes, in brief: for each place where a program can live. */
public class Tour {
  public record Point(int x, int y) {}

  public record Question(int x, ActorRef<Integer> replyTo) {}

  public static class Oops extends RuntimeException {
    public Oops(String message) {
      super(message);
    }
  }

  public static class Consumer extends Process {
    private final Queue<Object> in;
    private final Queue<Object> out;

    Consumer(Queue<Object> in, Queue<Object> out) {
      this.in = in;
      this.out = out;
    }

    @Override
    public void run() throws Exception {
      out.put("got " + in.get());
    }
  }

  static int square(int x) {
    return x * x;
  }

  static int fail(int x) {
    throw new Oops("no " + x);
  }

  static void produce(Queue<Object> queue, ManagedMap<String, Integer> map)
      throws InterruptedException {
    queue.put(new Point(1, 2));
    map.merge("n", 1, Integer::sum);
    map.put("refused", 0);
    try {
      map.merge("refused", 1, (one, other) -> {
        throw Refuser.refusal();
      });
    } catch (RuntimeException e) { // of a class that this process has not had to do with yet
      map.put(e.getClass().getSimpleName(), 1);
    }
  }

  static class Refused extends RuntimeException {}

  static class Refuser {
    static RuntimeException refusal() {
      return new Refused();
    }
  }

  static Behavior<Question> squares() {
    return Behaviors.receiveMessage(question -> {
      question.replyTo().tell(question.x() * question.x());
      return Behaviors.same();
    });
  }

  public static void main(String[] args) throws Exception {
    List<Object> said = new ArrayList<>();
    int base = 10;
    try (Pool pool = Pool.of(1)) {
      said.add(pool.map(Tour::square, List.of(1, 2, 3)));
      Task1<Integer, Integer> local = x -> x + base;
      said.add(pool.map(local, List.of(1, 2)));
      try {
        pool.apply(Tour::fail, 7);
      } catch (Oops e) {
        said.add(e.getMessage());
      }
    }
    try (Manager manager = Manager.start()) {
      ManagedMap<String, Integer> map = manager.dict();
      Queue<Object> queue = Queue.create();
      Queue<Object> out = Queue.create();
      Process consumer = new Consumer(queue, out);
      consumer.start();
      Process producer = Process.of(Tour::produce, queue, map).start();
      said.add(out.get());
      producer.join();
      consumer.join();
      said.add(map.get("n"));
      said.add(map.get("Refused"));
    }
    if (args.length > 0) {
      ActorRef<Question> squares = Actors.spawn(Tour::squares, "squares");
      said.add(Actors.<Question, Integer>ask(
          squares, replyTo -> new Question(5, replyTo), Duration.ofSeconds(30)));
    }
    System.out.println(said);
  }
}
