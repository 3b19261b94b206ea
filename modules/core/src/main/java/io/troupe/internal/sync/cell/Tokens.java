package io.troupe.internal.sync.cell;

import io.troupe.internal.object.Caller;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Small numbers for the processes that use an object, by which its cell names them. The owner's is
 * always 1. One that was given back is given out again as late as possible. Not thread-safe.
 */
public final class Tokens {
  public static final int OWNER = 1;

  private final Map<Caller, Integer> byCaller = new HashMap<>();
  private final BitSet used = new BitSet();
  private final int most;
  private int last = OWNER;

  /** @param most how many there are */
  public Tokens(int most) {
    this.most = most;
    used.set(0, OWNER + 1);
  }

  /** Returns the token of a process, a new one if it has none; 0 if all are in use. */
  public int of(Caller caller) {
    if (caller.isLocal()) {
      return OWNER;
    }
    Integer known = byCaller.get(caller);
    return known != null ? known : give(caller);
  }

  private int give(Caller caller) {
    int token = used.nextClearBit(last + 1);
    if (token > most) {
      token = used.nextClearBit(OWNER);
    }
    if (token > most) {
      return 0;
    }
    last = token;
    used.set(token);
    byCaller.put(caller, token);
    return token;
  }

  /** Returns the token of a process; 0 if it has none. */
  public int find(Caller caller) {
    return caller.isLocal() ? OWNER : byCaller.getOrDefault(caller, 0);
  }

  /** Returns whether a process has this token. */
  public boolean isUsed(int token) {
    return used.get(token);
  }

  /** Takes the token of a process back; returns it, 0 if it had none. */
  public int remove(Caller caller) {
    Integer token = byCaller.remove(caller);
    if (token == null) {
      return 0;
    }
    used.clear(token);
    return token;
  }
}
