package io.troupe.internal.sync.cell;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** The cell of a semaphore: permits are neither lost nor made, and balances say who has them. */
public class SemaphoreCellStress {

  private static SemaphoreCell cell(int permits) {
    SemaphoreCell cell = new SemaphoreCell(CellMemories.next(SemaphoreCell.BYTES));
    cell.init(permits);
    return cell;
  }

  /** Returns the free permits and those that the two processes have. */
  private static int all(SemaphoreCell cell) {
    return SemaphoreCell.value(cell.word()) + cell.settledBalance(1) + cell.settledBalance(2);
  }

  @JCStressTest
  @Outcome(
      id = {"1, 0, 1", "0, 1, 1"},
      expect = ACCEPTABLE,
      desc = "one has it")
  @Outcome(expect = FORBIDDEN, desc = "both have it, or none, or the balance of another")
  @State
  public static class TwoTakeTheLast {
    private final SemaphoreCell cell = cell(1);

    @Actor
    public void one(III_Result result) {
      result.r1 = cell.tryTake(1, 1) ? 1 : 0;
    }

    @Actor
    public void other(III_Result result) {
      result.r2 = cell.tryTake(2, 1) ? 1 : 0;
    }

    @Arbiter
    public void look(III_Result result) {
      boolean right = cell.settledBalance(1) == result.r1 && cell.settledBalance(2) == result.r2;
      result.r3 = right ? all(cell) : -1;
    }
  }

  @JCStressTest
  @Outcome(id = "1, 3", expect = ACCEPTABLE, desc = "taken; three in all")
  @Outcome(id = "0, 3", expect = ACCEPTABLE, desc = "not there yet; three in all")
  @Outcome(expect = FORBIDDEN, desc = "permits are lost or made")
  @State
  public static class GivenAsOneTakes {
    private final SemaphoreCell cell = cell(3);

    public GivenAsOneTakes() {
      cell.tryTake(1, 3);
    }

    @Actor
    public void give() {
      cell.give(1, 2, 3);
    }

    @Actor
    public void take(II_Result result) {
      result.r1 = cell.tryTake(2, 1) ? 1 : 0;
    }

    @Arbiter
    public void look(II_Result result) {
      boolean right = cell.settledBalance(1) == 1 && cell.settledBalance(2) == result.r1;
      result.r2 = right ? all(cell) : -1;
    }
  }

  @JCStressTest
  @Outcome(id = "2", expect = ACCEPTABLE, desc = "both are back")
  @Outcome(expect = FORBIDDEN, desc = "permits are lost or made")
  @State
  public static class TwoGive {
    private final SemaphoreCell cell = cell(2);

    public TwoGive() {
      cell.tryTake(1, 1);
      cell.tryTake(2, 1);
    }

    @Actor
    public void one() {
      cell.give(1, 1, 2);
    }

    @Actor
    public void other() {
      cell.give(2, 1, 2);
    }

    @Arbiter
    public void look(I_Result result) {
      boolean right = cell.settledBalance(1) == 0 && cell.settledBalance(2) == 0;
      result.r1 = right ? SemaphoreCell.value(cell.word()) : -1;
    }
  }

  /** As the owner does before a request waits: it marks the word in which it has seen no permit. */
  @JCStressTest
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "marked before, so that the owner is told")
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "given before, which the owner has seen")
  @Outcome(expect = FORBIDDEN, desc = "the owner waits for news that never come")
  @State
  public static class GivenAsOneWaits {
    private final SemaphoreCell cell = cell(1);

    public GivenAsOneWaits() {
      cell.tryTake(1, 1);
    }

    @Actor
    public void give(II_Result result) {
      result.r1 = cell.give(1, 1, 1) ? 1 : 0;
    }

    @Actor
    public void owner(II_Result result) {
      long seen;
      do {
        seen = cell.word();
      } while (SemaphoreCell.value(seen) == 0 && !cell.change(seen, SemaphoreCell.WAITED_FOR));
      result.r2 = SemaphoreCell.value(seen) == 0 ? 1 : 0;
    }
  }
}
