package io.troupe.internal.sync.cell;

import io.troupe.internal.object.Caller;
import java.util.HashMap;
import java.util.Map;

/**
 * How many permits of a semaphore each process has acquired more than released, in its cell or
 * here. A process may release what another one has acquired. Where it is clear whose that was, it
 * is taken from the balance of that one; else the balance of the process that released is negative,
 * and what comes back when holders end is less by that: never are there more permits than there
 * should be. Not thread-safe.
 */
public final class Balances {
  private final SemaphoreCell cell;
  // Of those who found no place in the cell.
  private final Map<Caller, Integer> others = new HashMap<>();
  // Released by processes that have ended, more than they had acquired.
  private int debt;

  public Balances(SemaphoreCell cell) {
    this.cell = cell;
  }

  /**
   * Counts permits that a process has acquired.
   *
   * @param token 0 if it has no place in the cell
   */
  public void add(Caller caller, int token, int permits) {
    if (token != 0) {
      cell.count(token, permits);
    } else {
      others.merge(caller, permits, Integer::sum);
    }
  }

  /** Counts permits that a process has released. */
  public void release(Caller caller, int token, int permits) {
    int own = token != 0 ? cell.settledBalance(token) : others.getOrDefault(caller, 0);
    if (own >= permits || !releaseOfOnlyHolder(permits)) {
      add(caller, token, -permits);
    }
  }

  private boolean releaseOfOnlyHolder(int permits) {
    int holder = 0;
    int holders = (int) others.values().stream().filter(balance -> balance > 0).count();
    for (int token = 1; token <= SemaphoreCell.PROCESSES; token++) {
      if (cell.settledBalance(token) > 0) {
        holder = token;
        holders++;
      }
    }
    if (holders == 1 && holder != 0) {
      cell.count(holder, -permits);
    } else if (holders == 1) {
      others.replaceAll((caller, balance) -> balance > 0 ? balance - permits : balance);
    }
    return holders == 1;
  }

  /** A process has ended; returns how many permits come back. */
  public int end(int token) {
    int balance = cell.settledBalance(token);
    cell.count(token, -balance);
    return settled(balance);
  }

  /** As {@link #end(int)}, of one that has no place in the cell. */
  public int end(Caller caller) {
    Integer balance = others.remove(caller);
    return balance == null ? 0 : settled(balance);
  }

  private int settled(int balance) {
    if (balance <= 0) {
      debt -= balance;
      return 0;
    }
    int left = balance - paid(balance, debt);
    debt -= balance - left;
    for (int token = 1; token <= SemaphoreCell.PROCESSES && left > 0; token++) {
      int pays = paid(left, -cell.settledBalance(token));
      cell.count(token, pays);
      left -= pays;
    }
    for (Map.Entry<Caller, Integer> other : others.entrySet()) {
      int pays = paid(left, -other.getValue());
      other.setValue(other.getValue() + pays);
      left -= pays;
    }
    return left;
  }

  private static int paid(int wanted, int debt) {
    return Math.max(0, Math.min(wanted, debt));
  }
}
