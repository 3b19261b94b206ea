package io.troupe.benchmarks;

import io.troupe.Process;
import io.troupe.Troupe;
import io.troupe.actor.Actors;
import io.troupe.actor.Spawner;
import io.troupe.benchmarks.comparison.Await;
import io.troupe.benchmarks.comparison.Work;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Starts actors, one after the other, each until its behaviour is made. */
final class ActorStarts {
  private ActorStarts() {}

  /** In a process that runs, and has actors. */
  static Work inProcess() {
    Process process = Actors.process("benchmark").start();
    Spawner spawner = Actors.in(process);
    spawner.spawn(Behaviors::ignore, "last");
    return new Work() {
      private int names;

      @Override
      public double round(int count) {
        List<ActorRef<Object>> started = new ArrayList<>();
        long begin = System.nanoTime();
        for (int i = 0; i < count; i++) {
          started.add(spawner.spawn(Behaviors::ignore, "actor-" + names++));
        }
        long nanos = System.nanoTime() - begin;
        started.forEach(Actors::stop);
        return nanos;
      }

      @Override
      public void close() {
        process.kill();
      }
    };
  }

  /** Each in a process of its own, which is a spare that is ready. */
  static Work inSpare() {
    Troupe.spares(1);
    return count -> {
      long nanos = 0;
      for (int i = 0; i < count; i++) {
        nanos += one();
      }
      return nanos;
    };
  }

  private static long one() throws InterruptedException {
    Await.until("a spare is ready", () -> Troupe.sparesReady() > 0);
    long begin = System.nanoTime();
    ActorRef<Object> actor = Actors.spawn(Behaviors::ignore, "benchmark");
    long nanos = System.nanoTime() - begin;
    Process process = Actors.processOf(actor).orElseThrow();
    process.kill();
    process.join();
    return nanos;
  }
}
