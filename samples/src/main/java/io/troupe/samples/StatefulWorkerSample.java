package io.troupe.samples;

import io.troupe.Pool;
import io.troupe.actor.Actors;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * A pool whose workers are behaviours: each remembers what it has worked out, from task to task. A
 * behaviour that fails costs its task and its memory, no more.
 *
 * <p>Run it with {@code samples/run stateful-worker}. It prints:
 *
 * <pre>
 * Steps to 1: [111, 25, 111, 14]
 * Worked out: 3, remembered: 1
 * 0 has no way to 1
 * Afterwards: 111, worked out: 1
 * </pre>
 */
public final class StatefulWorkerSample {
  private StatefulWorkerSample() {}

  interface Command {}

  /** Asks how many steps a number takes to 1: half of it if even, else three times it and one. */
  record Steps(long number, ActorRef<Integer> replyTo) implements Command {}

  record Report(ActorRef<Counts> replyTo) implements Command {}

  record Counts(int workedOut, int remembered) {}

  static Behavior<Command> create() {
    return Behaviors.setup(context -> remembering(new HashMap<>(), 0));
  }

  private static Behavior<Command> remembering(Map<Long, Integer> known, int hits) {
    return Behaviors.receive(Command.class)
        .onMessage(Steps.class, steps -> {
          boolean hit = known.containsKey(steps.number());
          steps
              .replyTo()
              .tell(known.computeIfAbsent(steps.number(), StatefulWorkerSample::workOut));
          return remembering(known, hit ? hits + 1 : hits);
        })
        .onMessage(Report.class, report -> {
          report.replyTo().tell(new Counts(known.size(), hits));
          return Behaviors.same();
        })
        .build();
  }

  private static int workOut(long number) {
    if (number < 1) {
      throw new IllegalArgumentException(number + " has no way to 1");
    }
    int steps = 0;
    for (long n = number; n != 1; n = n % 2 == 0 ? n / 2 : 3 * n + 1) {
      steps++;
    }
    return steps;
  }

  public static void main(String[] args) throws Exception {
    try (Pool pool =
        Pool.builder().processes(1).worker(StatefulWorkerSample::create).start()) {
      List<Integer> steps = pool.map(Actors.askWorker(Steps::new), List.of(27L, 98L, 27L, 11L));
      System.out.println("Steps to 1: " + steps);
      Counts counts = pool.apply(Actors.askWorker(Report::new));
      System.out.printf(
          "Worked out: %d, remembered: %d%n", counts.workedOut(), counts.remembered());
      try {
        pool.apply(Actors.askWorker(Steps::new), 0L);
      } catch (IllegalArgumentException e) {
        System.out.println(e.getMessage());
      }
      int again = pool.apply(Actors.askWorker(Steps::new), 27L);
      int workedOut = pool.apply(Actors.askWorker(Report::new)).workedOut();
      System.out.printf("Afterwards: %d, worked out: %d%n", again, workedOut);
    }
  }
}
