package io.troupe.internal.cluster.replica;

import io.troupe.cluster.Consistency;
import org.apache.pekko.cluster.ddata.typed.javadsl.Replicator;

/** How many nodes are waited for, in Pekko's words. */
final class Levels {
  private Levels() {}

  static Replicator.ReadConsistency ofRead(Consistency consistency) {
    return switch (consistency.level()) {
      case LOCAL -> Replicator.readLocal();
      case MAJORITY -> new Replicator.ReadMajority(consistency.timeout());
      case ALL -> new Replicator.ReadAll(consistency.timeout());
    };
  }

  static Replicator.WriteConsistency ofWrite(Consistency consistency) {
    return switch (consistency.level()) {
      case LOCAL -> Replicator.writeLocal();
      case MAJORITY -> new Replicator.WriteMajority(consistency.timeout());
      case ALL -> new Replicator.WriteAll(consistency.timeout());
    };
  }
}
