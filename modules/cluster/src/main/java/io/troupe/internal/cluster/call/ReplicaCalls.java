package io.troupe.internal.cluster.call;

import io.troupe.cluster.Consistency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The replicated objects of a node. All that is in one is a map from texts to bytes, in parts; what
 * these mean is the callers' affair. Calls wait for nodes as the consistency says.
 */
public interface ReplicaCalls {

  /** Returns what is at a key of a part. */
  Optional<byte[]> get(Part part, String key, Consistency consistency) throws InterruptedException;

  /** Returns all parts of an object, from the first on. */
  List<Map<String, byte[]>> contents(Kind kind, String name, Consistency consistency)
      throws InterruptedException;

  /** Changes a part. */
  void update(Part part, Change change, Consistency consistency) throws InterruptedException;

  /** Begins to hear of the changes of an object. */
  ReplicaWatch watch(Kind kind, String name);

  /** What an object is. */
  enum Kind {
    /** Of two puts, the later one wins. */
    MAP(64),
    /** Has keys without values. */
    SET(64),
    /** Has one key, with a big-endian number of any length. */
    COUNTER(1),
    /** Has one key, or none. */
    FLAG(1),
    /** A map of one key. */
    REGISTER(1);

    private final int parts;

    Kind(int parts) {
      this.parts = parts;
    }

    /** Returns in how many parts it is; never changed, for programs of all versions share them. */
    public int parts() {
      return parts;
    }
  }

  /** A part of an object. */
  record Part(Kind kind, String name, int number) {
    /** Returns the name that it has in all nodes. */
    public String id() {
      return "troupe/" + kind.name() + '/' + number + '/' + name;
    }

    @Override
    public String toString() {
      return kind.name().toLowerCase(Locale.ROOT) + " '" + name + "'";
    }
  }

  /** What changes a part. */
  sealed interface Change {
    /** Gives a key a value; that of sets and flags is not looked at. */
    @SuppressWarnings("ArrayRecordComponent") // handed on, and never compared
    record Put(String key, byte[] value) implements Change {}

    /** Takes a key away. */
    record Remove(String key) implements Change {}

    /** Adds to a counter. */
    record Add(long amount) implements Change {}
  }
}
