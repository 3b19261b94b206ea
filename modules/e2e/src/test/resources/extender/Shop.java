package com.example.extender;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.time.Duration;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/** A program with actors that has never heard of Troupe: lines on its input are sales, or ask for the sum. */
public final class Shop {
  public interface Command {}

  public record Sell(int price) implements Command {}

  public record GetTaken(ActorRef<Taken> replyTo) implements Command {}

  public record Taken(int sum, long process) {}

  /** Adds up what is sold. */
  public static final class Till extends AbstractBehavior<Command> {
    private int sum;

    private Till(ActorContext<Command> context) {
      super(context);
    }

    public static Behavior<Command> create() {
      return Behaviors.setup(Till::new);
    }

    @Override
    public Receive<Command> createReceive() {
      return newReceiveBuilder()
          .onMessage(Sell.class, this::onSell)
          .onMessage(GetTaken.class, this::onGetTaken)
          .build();
    }

    private Behavior<Command> onSell(Sell sell) {
      sum += sell.price();
      return this;
    }

    private Behavior<Command> onGetTaken(GetTaken get) {
      get.replyTo().tell(new Taken(sum, ProcessHandle.current().pid()));
      return this;
    }
  }

  /** Has a till, and passes on to it what it is told. */
  static Behavior<Command> keeper() {
    return Behaviors.setup(context -> {
      ActorRef<Command> till = context.spawn(Till.create(), "till");
      return Behaviors.receiveMessage(command -> {
        till.tell(command);
        return Behaviors.same();
      });
    });
  }

  public static void main(String[] args) throws Exception {
    ActorSystem<Command> system = ActorSystem.create(keeper(), "shop");
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.equals("taken")) {
        System.out.println(taken(system));
      } else {
        system.tell(new Sell(Integer.parseInt(line)));
      }
    }
    system.terminate();
  }

  private static String taken(ActorSystem<Command> system) throws InterruptedException {
    try {
      Taken taken = AskPattern.<Command, Taken>ask(
              system, GetTaken::new, Duration.ofSeconds(20), system.scheduler())
          .toCompletableFuture()
          .get();
      return "taken " + taken.sum() + " in process " + taken.process();
    } catch (java.util.concurrent.ExecutionException e) {
      return "lost: " + e.getCause();
    }
  }
}
