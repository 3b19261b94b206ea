package io.troupe.benchmarks;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.troupe.benchmarks.comparison.Absent;
import io.troupe.benchmarks.comparison.Check;
import io.troupe.benchmarks.comparison.Work;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.pattern.Patterns;
import org.apache.pekko.serialization.Serialization;

/**
 * An actor of another JVM, by Pekko's own remoting over TCP: strings, for which Pekko has serializers
 * of its own, and the classic ask pattern, which needs none for the address of the answer.
 */
final class Artery implements Work {
  private static final String DATA = "x".repeat(100);
  private static final String HOW_MANY = "how many";
  private static final Duration LIMIT = Duration.ofMinutes(1);

  /** Artery drops what does not fit; Troupe lets the sender wait. So this holds a whole round. */
  private static final int QUEUE = 1 << 20;

  private final Side side;
  private final Process process;
  private final ActorSystem system;
  private final ActorRef actor;
  private long told;

  /** What a round is. */
  private interface Side {
    void run(Artery work, int count) throws Exception;
  }

  private Artery(Side side) throws Exception {
    requirePresent();
    this.side = side;
    process = new ProcessBuilder(List.of(
            ProcessHandle.current().info().command().orElse("java"),
            "-cp",
            System.getProperty("java.class.path"),
            Artery.class.getName()))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    system = ActorSystem.create("here", config());
    actor =
        system.actorSelection(path()).resolveOne(LIMIT).toCompletableFuture().get();
  }

  /** What the other JVM says, behind what it may log. */
  private String path() throws IOException {
    String line;
    do {
      line = process.inputReader().readLine();
    } while (line != null && !line.startsWith("pekko://"));
    return Objects.requireNonNull(line, "the other JVM has ended");
  }

  private static void requirePresent() throws Absent {
    try {
      Class.forName("org.apache.pekko.remote.RemoteActorRefProvider");
    } catch (ClassNotFoundException e) {
      throw new Absent("Pekko's remoting is not on the class path");
    }
  }

  private static Config config() {
    return ConfigFactory.parseMap(Map.of(
            "pekko.loglevel", "ERROR",
            "pekko.actor.provider", "remote",
            "pekko.remote.warn-about-direct-use", "off",
            "pekko.remote.artery.transport", "tcp",
            "pekko.remote.artery.canonical.hostname", "127.0.0.1",
            "pekko.remote.artery.canonical.port", 0,
            "pekko.remote.artery.advanced.outbound-message-queue-size", QUEUE))
        .withFallback(ConfigFactory.load());
  }

  /** The other JVM: says where its actor is, and ends with its input. */
  public static void main(String[] arguments) throws IOException {
    ActorSystem system = ActorSystem.create("there", config());
    ActorRef counter = system.actorOf(Props.create(Counter.class, Counter::new), "counter");
    System.out.println(Serialization.serializedActorPath(counter));
    while (System.in.read() >= 0) {
      // Nothing is said; the other JVM lives.
    }
    system.terminate();
  }

  /** Counts what it is told, answers what it is asked. */
  private static final class Counter extends AbstractActor {
    private long told;

    @Override
    public Receive createReceive() {
      return receiveBuilder().match(String.class, this::onString).build();
    }

    private void onString(String message) {
      if (message.equals(HOW_MANY)) {
        getSender().tell(told, getSelf());
      } else if (getSender().equals(getContext().getSystem().deadLetters())) {
        told++;
      } else {
        getSender().tell(message, getSelf());
      }
    }
  }

  static Work tell() throws Exception {
    return new Artery(Artery::tellAll);
  }

  private void tellAll(int count) throws Exception {
    for (int i = 0; i < count; i++) {
      actor.tell(DATA, ActorRef.noSender());
    }
    told += count;
    Object taken = ask(HOW_MANY);
    Check.that(taken.equals(told), taken + " of " + told + " messages were taken");
  }

  static Work ask() throws Exception {
    return new Artery(Artery::askAll);
  }

  private void askAll(int count) throws Exception {
    for (int i = 0; i < count; i++) {
      Check.that(ask(DATA).equals(DATA), "another answer");
    }
  }

  private Object ask(String question) throws Exception {
    return Patterns.ask(actor, question, LIMIT).toCompletableFuture().get();
  }

  @Override
  public double round(int count) throws Exception {
    long begin = System.nanoTime();
    side.run(this, count);
    return System.nanoTime() - begin;
  }

  @Override
  public void close() {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
    process.destroy();
    process.onExit().join();
  }
}
