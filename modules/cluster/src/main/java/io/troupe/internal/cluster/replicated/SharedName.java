package io.troupe.internal.cluster.replicated;

import static java.util.Objects.requireNonNull;

import io.troupe.cluster.Consistency;
import io.troupe.internal.cluster.access.Access;
import io.troupe.internal.cluster.access.Access.Repeat;
import io.troupe.internal.cluster.access.Encoding;
import io.troupe.internal.cluster.call.NodeGuide;
import io.troupe.internal.cluster.call.ReplicaCalls.Change;
import io.troupe.internal.cluster.call.ReplicaCalls.Kind;
import io.troupe.internal.cluster.call.ReplicaCalls.Part;
import io.troupe.manager.Registration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An object that is replicated under a name, as bytes. Immutable.
 *
 * @param guide of the program
 */
record SharedName(NodeGuide guide, Kind kind, String name, Consistency consistency) {
  /** The key of what has only one. */
  static final String ONLY = "";

  /** The value of what has keys alone. */
  private static final byte[] NO_VALUE = {};

  SharedName with(Consistency other) {
    return new SharedName(guide, kind, name, requireNonNull(other, "consistency"));
  }

  Optional<byte[]> get(String key) {
    return access()
        .call(guide, Repeat.YES, node -> node.replicas().get(part(key), key, consistency));
  }

  void put(String key, byte[] value) {
    Encoding.requireSmall(key, value);
    update(key, new Change.Put(key, value), Repeat.YES);
  }

  /** Puts a key that has no value. */
  void put(String key) {
    put(key, NO_VALUE);
  }

  void remove(String key) {
    update(key, new Change.Remove(key), Repeat.YES);
  }

  void add(long amount) {
    update(ONLY, new Change.Add(amount), Repeat.NO);
  }

  private void update(String key, Change change, Repeat repeat) {
    access().call(guide, repeat, node -> {
      node.replicas().update(part(key), change, consistency);
      return true;
    });
  }

  /** Returns what is in the parts, from the first on. */
  List<Map<String, byte[]>> contents() {
    return access()
        .call(guide, Repeat.YES, node -> node.replicas().contents(kind, name, consistency));
  }

  int size() {
    return contents().stream().mapToInt(Map::size).sum();
  }

  Registration watch(Watcher.Listener listener) {
    return Watcher.start(this, listener);
  }

  Access access() {
    return Access.of(guide);
  }

  /** By the hash that texts have in every JVM. */
  private Part part(String key) {
    int hash = key.hashCode();
    return new Part(kind, name, Math.floorMod(hash ^ (hash >>> 16), kind.parts()));
  }

  @Override
  public String toString() {
    return name;
  }
}
