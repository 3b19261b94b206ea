package io.troupe.internal.link;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * The turn to read a link: one thread has it at a time, and the reader gets it back. A wake-up that
 * is lost shows as a test that never ends.
 */
public class ReadingTurnStress {

  private static int read(ReadingTurn turn) {
    if (!turn.tryTake(() -> false)) {
      return 0;
    }
    turn.leave();
    return 1;
  }

  private static int begin(ReadingTurn turn) {
    try {
      turn.begin();
      return turn.isMine() ? 1 : 0;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  @JCStressTest
  @Outcome(id = "1, 1, 2", expect = ACCEPTABLE, desc = "one after the other")
  @Outcome(
      id = {"1, 0, 1", "0, 1, 1"},
      expect = ACCEPTABLE,
      desc = "one found the other reading")
  @Outcome(expect = FORBIDDEN, desc = "two at a time, or none")
  @State
  public static class TwoCallers {
    private final ReadingTurn turn = new ReadingTurn();
    private int guarded;

    @Actor
    public void one(III_Result result) {
      result.r1 = use();
    }

    @Actor
    public void other(III_Result result) {
      result.r2 = use();
    }

    private int use() {
      if (!turn.tryTake(() -> false)) {
        return 0;
      }
      guarded++;
      turn.leave();
      return 1;
    }

    @Arbiter
    public void count(III_Result result) {
      result.r3 = guarded;
    }
  }

  @JCStressTest
  @Outcome(
      id = {"1, 1", "1, 0"},
      expect = ACCEPTABLE,
      desc = "the reader reads")
  @Outcome(expect = FORBIDDEN, desc = "the reader goes on without the turn")
  @State
  public static class ReaderBegins {
    private final ReadingTurn turn = new ReadingTurn();

    @Actor
    public void reader(II_Result result) {
      result.r1 = begin(turn);
    }

    @Actor
    public void caller(II_Result result) {
      result.r2 = read(turn);
    }
  }

  /** A caller that reads calls the reader back when it leaves; one that does not, by itself. */
  @JCStressTest
  @Outcome(
      id = {"1, 1", "1, 0"},
      expect = ACCEPTABLE,
      desc = "the reader is back")
  @Outcome(expect = FORBIDDEN, desc = "the reader goes on without the turn")
  @State
  public static class LentAndRecalled {
    private final ReadingTurn turn = new ReadingTurn();

    @Actor
    public void reader(II_Result result) {
      begin(turn);
      try {
        turn.lend();
      } catch (Throwable e) {
        throw new AssertionError(e);
      }
      result.r1 = turn.isMine() ? 1 : 0;
    }

    @Actor
    public void caller(II_Result result) {
      if (turn.tryTake(() -> false)) {
        result.r2 = 1;
        turn.recall();
        turn.leave();
      } else {
        turn.recallReader();
      }
    }
  }
}
