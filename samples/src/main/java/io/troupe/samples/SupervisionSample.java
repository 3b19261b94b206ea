package io.troupe.samples;

import io.troupe.OwnerLostException;
import io.troupe.actor.Actors;
import io.troupe.actor.RestartPolicy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Parses texts in a process that some of them crash: it is started again, until it was too often.
 *
 * <p>Run it with {@code samples/run supervision}. It prints:
 *
 * <pre>
 * '12' is 12
 * 'bomb' is lost with its process
 * '34' is 34
 * 'bomb' is lost with its process
 * '56' is 56
 * 'bomb' is lost with its process
 * '78' is not parsed any more: three crashes within a minute are too many
 * </pre>
 */
public final class SupervisionSample {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private SupervisionSample() {}

  record Parse(String text, ActorRef<Integer> replyTo) {}

  static Behavior<Parse> parser() {
    return Behaviors.receiveMessage(parse -> {
      if (parse.text().equals("bomb")) {
        Runtime.getRuntime().halt(42); // as a fault in a native library would
      }
      parse.replyTo().tell(Integer.parseInt(parse.text()));
      return Behaviors.same();
    });
  }

  public static void main(String[] args) throws InterruptedException, TimeoutException {
    ActorRef<Parse> parser = Actors.spawn(
        SupervisionSample::parser,
        "parser",
        RestartPolicy.restart().withLimit(2, Duration.ofMinutes(1)));
    for (String text : List.of("12", "bomb", "34", "bomb", "56", "bomb", "78")) {
      System.out.printf("'%s' is %s%n", text, parse(parser, text));
    }
  }

  private static String parse(ActorRef<Parse> parser, String text)
      throws InterruptedException, TimeoutException {
    try {
      int number = Actors.ask(parser, replyTo -> new Parse(text, replyTo), LIMIT);
      return Integer.toString(number);
    } catch (OwnerLostException e) {
      return text.equals("bomb")
          ? "lost with its process"
          : "not parsed any more: three crashes within a minute are too many";
    }
  }
}
