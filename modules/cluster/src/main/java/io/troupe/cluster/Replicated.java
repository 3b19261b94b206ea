package io.troupe.cluster;

/**
 * A name for objects that every node has a copy of: see {@link Cluster#replicated}. All programs
 * and processes of the cluster that use the name use the same objects. There is one of each kind
 * under a name, at once and without being made; it is there, in the memory of each node, until the
 * cluster ends.
 *
 * <p>A call goes to one node: for a process on a node that one, for others the one by which their
 * program is connected, and to another one when that is lost. By default it waits for this node
 * alone, and what it changes spreads to the others within a second or two. A change that had not
 * spread when its node was lost is lost; each object takes a {@link Consistency} against that.
 * While the network is parted both sides go on, and are merged when it heals, each kind in its own
 * way.
 *
 * <p>Keys, elements and values cross as the arguments of a task do, except handles, as of a queue.
 * Nodes need no class of the program: two keys or elements are equal if their encodings are. This
 * holds for equal numbers, texts, enum constants, and records and lists of such; it may not be for
 * sets and maps.
 *
 * <p>These objects are for what is read much and is small: configuration, registrations, counts. A
 * map or set has 64 parts, to which keys go by their hash, and each part is limited to 64 KiB; what
 * does not fit is refused.
 *
 * <p>Implementations are thread-safe, and so are the objects. All cross to the processes of the
 * program, and are lost to these with the program. The calls block, as their consistency says, and
 * throw {@link ReplicationException} where it cannot be had, {@link io.troupe.TroupeException} if
 * no node of the cluster can be reached, and {@link io.troupe.OwnerLostException} when the program
 * has gone or has closed its {@link Cluster}. None takes null.
 */
public interface Replicated {

  /** Returns the map of this name. */
  <K, V> ReplicatedMap<K, V> map();

  /** Returns the set of this name. */
  <E> ReplicatedSet<E> set();

  /** Returns the counter of this name. */
  ReplicatedCounter counter();

  /** Returns the flag of this name. */
  ReplicatedFlag flag();

  /** Returns the register of this name. */
  <V> ReplicatedRegister<V> register();

  /** Returns the name. */
  String name();
}
