package io.troupe.internal.sync.cell;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** The cell of an event: no set that one who waits misses, even if it is cleared at once. */
public class EventCellStress {

  @JCStressTest
  @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "announced before, so that the owner is told")
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "set before, which was seen")
  @Outcome(expect = FORBIDDEN, desc = "one waits for news that never come")
  @State
  public static class SetAsOneWaits {
    private final EventCell cell = new EventCell(CellMemories.next(EventCell.BYTES));

    @Actor
    public void setAndClear(II_Result result) {
      result.r1 = cell.set() ? 1 : 0;
      cell.clear();
    }

    @Actor
    public void announce(II_Result result) {
      result.r2 = cell.tryAnnounce(0) ? 1 : 0;
    }
  }
}
