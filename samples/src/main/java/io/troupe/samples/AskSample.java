package io.troupe.samples;

import io.troupe.Process;
import io.troupe.actor.Actors;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.pattern.StatusReply;

/**
 * Asks actors in processes: from the program, from one actor to another, and without an answer.
 *
 * <p>A stock and a shop live in processes of their own. The shop asks the stock before it answers
 * an order. A question is answered, fails with what the actor says, runs out of time, or fails at
 * once when the process of the actor is lost.
 *
 * <p>Run it with {@code samples/run ask}. It prints:
 *
 * <pre>
 * There are 5 teapots.
 * The order of 2 was taken: 3 left.
 * The order of 4 was refused: only 3 left.
 * The shop asked the stock, which is in another process.
 * No answer within PT0.2S.
 * The stock is killed: its pending question fails at once.
 * </pre>
 */
public final class AskSample {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Duration SHORT = Duration.ofMillis(200);

  private AskSample() {}

  /** What a stock understands. */
  sealed interface StockCommand {}

  record Count(ActorRef<Integer> replyTo) implements StockCommand {}

  record Take(int count, ActorRef<StatusReply<Integer>> replyTo) implements StockCommand {}

  /** Asked for, and never answered. */
  record Forecast(ActorRef<Integer> replyTo) implements StockCommand {}

  static Behavior<StockCommand> stock(int left) {
    return Behaviors.receive(StockCommand.class)
        .onMessage(Count.class, count -> {
          count.replyTo().tell(left);
          return Behaviors.same();
        })
        .onMessage(Take.class, take -> {
          if (take.count() > left) {
            take.replyTo().tell(StatusReply.error("only " + left + " left"));
            return Behaviors.same();
          }
          take.replyTo().tell(StatusReply.success(left - take.count()));
          return stock(left - take.count());
        })
        .onMessage(Forecast.class, forecast -> Behaviors.same())
        .build();
  }

  /** What a shop understands. */
  sealed interface ShopCommand {}

  record Order(int count, ActorRef<Receipt> replyTo) implements ShopCommand {}

  record Receipt(String text, long process) {}

  /** What the stock said, for the shop itself. */
  private record Answered(Order order, String text) implements ShopCommand {}

  static Behavior<ShopCommand> shop(ActorRef<StockCommand> stock) {
    return Behaviors.setup(context -> Behaviors.receive(ShopCommand.class)
        .onMessage(Order.class, order -> {
          context.askWithStatus(
              Integer.class,
              stock,
              LIMIT,
              (ActorRef<StatusReply<Integer>> to) -> new Take(order.count(), to),
              (left, failure) -> new Answered(order, said(left, failure)));
          return Behaviors.same();
        })
        .onMessage(Answered.class, answered -> {
          long here = Process.current().pid();
          answered.order().replyTo().tell(new Receipt(answered.text(), here));
          return Behaviors.same();
        })
        .build());
  }

  private static String said(Integer left, Throwable failure) {
    return failure == null ? "taken: " + left + " left" : "refused: " + failure.getMessage();
  }

  public static void main(String[] args) throws InterruptedException, TimeoutException {
    ActorRef<StockCommand> stock = Actors.spawn(() -> stock(5), "stock");
    ActorRef<ShopCommand> shop = Actors.spawn(() -> shop(stock), "shop");
    System.out.printf("There are %d teapots.%n", Actors.ask(stock, Count::new, LIMIT));

    order(shop, 2);
    Receipt receipt = order(shop, 4);
    if (receipt.process() == Actors.pid(shop) && receipt.process() != Actors.pid(stock)) {
      System.out.println("The shop asked the stock, which is in another process.");
    }

    try {
      Actors.ask(stock, Forecast::new, SHORT);
    } catch (TimeoutException e) {
      System.out.printf("No answer within %s.%n", SHORT);
    }

    CompletionStage<Integer> pending = AskPattern.ask(
        stock, Forecast::new, Duration.ofHours(1), Actors.system().scheduler());
    Actors.processOf(stock).ifPresent(Process::kill);
    try {
      pending.toCompletableFuture().join();
    } catch (CompletionException e) {
      System.out.println("The stock is killed: its pending question fails at once.");
    }
  }

  private static Receipt order(ActorRef<ShopCommand> shop, int count)
      throws InterruptedException, TimeoutException {
    Receipt receipt = Actors.ask(shop, to -> new Order(count, to), LIMIT);
    System.out.printf("The order of %d was %s.%n", count, receipt.text());
    return receipt;
  }
}
