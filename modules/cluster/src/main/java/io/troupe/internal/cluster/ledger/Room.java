package io.troupe.internal.cluster.ledger;

/** How much all objects together may hold, since each voter has it in memory. Not thread-safe. */
final class Room {
  static final long MOST_BYTES = 256L << 20;

  /** Besides what is in it. */
  private static final int ENTRY_BYTES = 64;

  private final long most;
  private long used;

  Room(long most) {
    this.most = most;
  }

  /** Takes room for an entry; returns false if there is none. */
  boolean take(long bytes) {
    if (used + bytes + ENTRY_BYTES > most) {
      return false;
    }
    used += bytes + ENTRY_BYTES;
    return true;
  }

  /** Takes it even where there is none, for what was let in before. */
  void keep(long bytes) {
    used += bytes + ENTRY_BYTES;
  }

  void free(long bytes) {
    used -= bytes + ENTRY_BYTES;
  }

  /** Returns why there is none. */
  String reason() {
    return "the failover objects of the cluster are full: " + used + " of " + most
        + " bytes are taken";
  }
}
