package io.troupe.internal.result;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** Each waiter is told once, whatever happens at the same time. */
public class WaitersStress {

  @JCStressTest
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "told once")
  @Outcome(expect = FORBIDDEN, desc = "never told, or twice")
  @State
  public static class ComesAsItEnds extends Waiters {
    private final AtomicInteger told = new AtomicInteger();

    @Actor
    public void end() {
      over();
    }

    @Actor
    public void come() {
      whenOver(told::incrementAndGet);
    }

    @Arbiter
    public void count(I_Result result) {
      result.r1 = told.get();
    }
  }

  @JCStressTest
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "both told once")
  @Outcome(expect = FORBIDDEN, desc = "one is lost")
  @State
  public static class TwoCome extends Waiters {
    private final AtomicInteger first = new AtomicInteger();
    private final AtomicInteger second = new AtomicInteger();

    @Actor
    public void come() {
      whenOver(first::incrementAndGet);
    }

    @Actor
    public void comeToo() {
      whenOver(second::incrementAndGet);
    }

    @Arbiter
    public void end(II_Result result) {
      over();
      result.r1 = first.get();
      result.r2 = second.get();
    }
  }

  @JCStressTest
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "told once")
  @Outcome(expect = FORBIDDEN, desc = "never told, or twice")
  @State
  public static class EndsTwice extends Waiters {
    private final AtomicInteger told = new AtomicInteger();

    public EndsTwice() {
      whenOver(told::incrementAndGet);
    }

    @Actor
    public void end() {
      over();
    }

    @Actor
    public void endToo() {
      over();
    }

    @Arbiter
    public void count(I_Result result) {
      result.r1 = told.get();
    }
  }

  /** The place of one that leaves is used again, which must not lose others. */
  @JCStressTest
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "both that stay are told once")
  @Outcome(expect = FORBIDDEN, desc = "one that stays is lost")
  @State
  public static class OneLeavesAsOneComes extends Waiters {
    private final AtomicInteger staying = new AtomicInteger();
    private final AtomicInteger coming = new AtomicInteger();
    private final Waiter leaving;

    public OneLeavesAsOneComes() {
      whenOver(staying::incrementAndGet);
      leaving = whenOver(() -> {});
    }

    @Actor
    public void leave() {
      leaving.leave();
    }

    @Actor
    public void come() {
      whenOver(coming::incrementAndGet);
    }

    @Arbiter
    public void end(II_Result result) {
      over();
      result.r1 = staying.get();
      result.r2 = coming.get();
    }
  }
}
