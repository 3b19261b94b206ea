package io.troupe.benchmarks;

import io.troupe.Process;
import io.troupe.actor.Actors;
import io.troupe.benchmarks.comparison.Check;
import io.troupe.benchmarks.comparison.Work;
import io.troupe.spi.ProcessSite;
import java.time.Duration;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** What an actor in another process is told and asked. */
public final class ActorWork implements Work {
  private static final String DATA = "x".repeat(100);
  private static final Duration LIMIT = Duration.ofMinutes(1);

  /** What the actor understands. */
  private interface Command {}

  private record Tell(String data) implements Command {}

  private record Ask(String data, ActorRef<String> replyTo) implements Command {}

  private record HowMany(ActorRef<Long> replyTo) implements Command {}

  private final ActorRef<Command> actor;
  private final Process process;
  private final Side side;
  private long told;

  /** What a round is. */
  private interface Side {
    void run(ActorWork work, int count) throws Exception;
  }

  private ActorWork(Side side) {
    this.side = side;
    actor = Actors.spawn(ActorWork::counter, "counter");
    process = Actors.processOf(actor).orElseThrow();
  }

  private ActorWork(Side side, Process process) {
    this.side = side;
    this.process = process;
    actor = Actors.in(process).spawn(ActorWork::counter, "counter");
  }

  private static Behavior<Command> counter() {
    long[] told = {0};
    return Behaviors.receive(Command.class)
        .onMessage(Tell.class, tell -> {
          told[0]++;
          return Behaviors.same();
        })
        .onMessage(Ask.class, ask -> {
          ask.replyTo().tell(ask.data());
          return Behaviors.same();
        })
        .onMessage(HowMany.class, ask -> {
          ask.replyTo().tell(told[0]);
          return Behaviors.same();
        })
        .build();
  }

  /** Messages one way, until the last has been taken. */
  static Work tell() {
    return new ActorWork(ActorWork::tellAll);
  }

  private void tellAll(int count) throws Exception {
    for (int i = 0; i < count; i++) {
      actor.tell(new Tell(DATA));
    }
    told += count;
    long taken = Actors.ask(actor, HowMany::new, LIMIT);
    Check.that(taken == told, taken + " of " + told + " messages were taken");
  }

  /** Questions, one after the other. */
  static Work ask() {
    return new ActorWork(ActorWork::askAll);
  }

  /** Questions to an actor in a process elsewhere. */
  public static Work askOn(ProcessSite site) {
    return new ActorWork(ActorWork::askAll, Actors.process("counter").on(site).start());
  }

  private void askAll(int count) throws Exception {
    for (int i = 0; i < count; i++) {
      String answer = Actors.ask(actor, replyTo -> new Ask(DATA, replyTo), LIMIT);
      Check.that(answer.equals(DATA), answer);
    }
  }

  @Override
  public double round(int count) throws Exception {
    long begin = System.nanoTime();
    side.run(this, count);
    return System.nanoTime() - begin;
  }

  @Override
  public void close() {
    process.kill();
  }
}
