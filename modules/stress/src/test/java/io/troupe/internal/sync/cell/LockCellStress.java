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

/** The cell of a lock: one holder at a time, and no release that the owner misses. */
public class LockCellStress {
  private static final long ONE = LockWord.heldBy(1, 11);
  private static final long OTHER = LockWord.heldBy(2, 22);

  @JCStressTest
  @Outcome(id = "1, 1, 2", expect = ACCEPTABLE, desc = "one after the other")
  @Outcome(
      id = {"1, 0, 1", "0, 1, 1"},
      expect = ACCEPTABLE,
      desc = "one found it taken")
  @Outcome(expect = FORBIDDEN, desc = "two at a time, or none")
  @State
  public static class TwoTakeIt {
    private final LockCell cell = new LockCell(CellMemories.next(LockCell.BYTES));
    private int guarded;

    @Actor
    public void one(III_Result result) {
      result.r1 = use(ONE);
    }

    @Actor
    public void other(III_Result result) {
      result.r2 = use(OTHER);
    }

    private int use(long holder) {
      if (!cell.tryTake(holder)) {
        return 0;
      }
      guarded++;
      cell.release(holder);
      return 1;
    }

    @Arbiter
    public void count(III_Result result) {
      result.r3 = guarded;
    }
  }

  /** As the owner does before a request waits: it marks the word that it has seen held. */
  @JCStressTest
  @Outcome(
      id = "1, 1",
      expect = ACCEPTABLE,
      desc = "marked before the release, which tells the owner")
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "released before, which the owner has seen")
  @Outcome(expect = FORBIDDEN, desc = "the owner waits for news that never come")
  @State
  public static class ReleasedAsOneWaits {
    private final LockCell cell = new LockCell(CellMemories.next(LockCell.BYTES));

    public ReleasedAsOneWaits() {
      cell.tryTake(ONE);
    }

    @Actor
    public void release(II_Result result) {
      result.r1 = cell.release(ONE) == LockCell.Release.DONE_NOTIFY ? 1 : 0;
    }

    @Actor
    public void owner(II_Result result) {
      long seen;
      do {
        seen = cell.word();
      } while (LockWord.isHeld(seen) && !cell.change(seen, seen | LockWord.WAITED_FOR));
      result.r2 = LockWord.isHeld(seen) ? 1 : 0;
    }
  }

  /** What the owner gives to a request is claimed by the thread behind it, and by it alone. */
  @JCStressTest
  @Outcome(id = "1, 0, 1", expect = ACCEPTABLE, desc = "claimed, and still held")
  @Outcome(expect = FORBIDDEN, desc = "two hold it, or none")
  @State
  public static class ClaimedAsOneTries {
    private final LockCell cell = new LockCell(CellMemories.next(LockCell.BYTES));

    public ClaimedAsOneTries() {
      cell.tryTake(LockWord.heldBy(1, LockWord.ticket(1)));
    }

    @Actor
    public void claim(III_Result result) {
      result.r1 = cell.handOn(LockWord.heldBy(1, LockWord.ticket(1)), ONE) ? 1 : 0;
    }

    @Actor
    public void take(III_Result result) {
      result.r2 = cell.tryTake(OTHER) ? 1 : 0;
    }

    @Arbiter
    public void look(III_Result result) {
      result.r3 = cell.isHeldBy(ONE) ? 1 : 0;
    }
  }
}
