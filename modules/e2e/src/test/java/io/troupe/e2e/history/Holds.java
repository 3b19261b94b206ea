package io.troupe.e2e.history;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What is wrong with the holds of a lock, by the tokens of its holders. */
public final class Holds {
  private Holds() {}

  /**
   * A hold.
   *
   * @param asked when the lock was asked for
   * @param got when it was had
   * @param release when its release began
   * @param lost whether its end is not known: its holder was killed, or taken for dead
   */
  public record Hold(long token, long asked, long got, long release, boolean lost) {
    Hold released(long time) {
      return new Hold(token, asked, got, time, false);
    }

    Hold lostBefore() {
      return new Hold(token, asked, got, release, true);
    }
  }

  /** Returns a hold that cannot be beside the others, if there is one. */
  public static Optional<String> contradiction(List<Hold> holds) {
    List<Hold> byToken =
        holds.stream().sorted(Comparator.comparingLong(Hold::token)).toList();
    long latestAsked = Long.MIN_VALUE;
    long latestRelease = Long.MIN_VALUE;
    long token = Long.MIN_VALUE;
    for (Hold hold : byToken) {
      if (hold.token() == token) {
        return Optional.of("the token of " + hold + " was had twice");
      } else if (hold.got() < latestAsked) {
        return Optional.of(hold + " was had before one with a smaller token was asked for");
      } else if (hold.got() < latestRelease) {
        return Optional.of(hold + " was had before one with a smaller token was released");
      }
      token = hold.token();
      latestAsked = Math.max(latestAsked, hold.asked());
      latestRelease = hold.lost() ? latestRelease : Math.max(latestRelease, hold.release());
    }
    return Optional.empty();
  }
}
