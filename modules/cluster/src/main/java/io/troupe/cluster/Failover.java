package io.troupe.cluster;

import io.troupe.function.Task2;

/**
 * A name for objects that outlive the loss of nodes: see {@link Cluster#failover}. All programs and
 * processes of the cluster that use the name use the same objects. There is one of each kind under
 * a name, at once and without being made; it is there until the cluster ends, or as long as its
 * database.
 *
 * <p>A majority of the voters, which are the oldest three nodes (five of five and more, one of less
 * than three), agrees on each change before it is acknowledged, and on each answer. So all see the
 * same order of changes, what was acknowledged is not lost with any minority of the voters, and a
 * call that is repeated, for its answer was lost with a node, takes effect once. Where no majority
 * answers within twelve seconds the call throws {@link FailoverException}; it never does less
 * instead. After the loss of the voter that leads the others it takes some five seconds until they
 * answer again; calls wait for that. A voter that is lost is replaced by the next oldest node as
 * soon as the cluster gives it up.
 *
 * <p>All is in the memory of the voters: it is lost with all nodes, and a cluster that has lost the
 * majority of its voters for good, at once, refuses until all of it is started anew. Nodes that were
 * given a {@linkplain NodeOptions#withPostgres Postgres database} have it keep all of this instead:
 * then it outlives the loss of all nodes, any of which answers, and a call throws {@link
 * FailoverException} when the database has not answered for twelve seconds.
 *
 * <p>A process that uses these objects has a session. When it dies, all that it holds is released
 * at once; within 20 s and the time to another leader if it dies with its node, or is stopped. A
 * process that goes on after that has lost what it held, and is told so when it releases it; until
 * then a {@linkplain FailoverHold#token token} keeps it from doing damage.
 *
 * <p>Keys, items and values cross as the arguments of a task do, except handles, as of a queue.
 * Nodes need no class of the program: two are equal if their encodings are. This holds for equal
 * numbers, texts, enum constants, and records and lists of such; it may not be for sets and maps.
 * One of them is limited to 256 KiB as encoded, all together to 256 MiB.
 *
 * <p>Implementations are thread-safe, and so are the objects. All cross to the processes of the
 * program, and are lost to these with the program. The calls block until there is an answer, and
 * throw {@link FailoverException} where there is none, {@link io.troupe.TroupeException} if no node
 * of the cluster can be reached, {@link io.troupe.OwnerLostException} when the program has gone or
 * has closed its {@link Cluster}, and {@link io.troupe.manager.CallAbandonedException} if the
 * thread is interrupted meanwhile and they do not declare {@link InterruptedException}. None takes
 * null.
 */
public interface Failover {

  /** Returns the queue of this name. */
  <E> FailoverQueue<E> queue();

  /** Returns the map of this name. */
  <K, V> FailoverMap<K, V> map();

  /** Returns the counter of this name. */
  FailoverCounter counter();

  /** Returns the lock of this name. */
  FailoverLock lock();

  /**
   * Returns the semaphore of this name.
   *
   * @param permits how many there are; all that use it at the same time must say the same number
   * @throws IllegalArgumentException if it is less than 1
   */
  FailoverSemaphore semaphore(int permits);

  /**
   * Returns the actor of this name. Does not block.
   *
   * @param first the state that its first message finds
   * @param behavior what becomes of a state and a message; all that use the actor at the same time
   *     must give the same. It must be one that can cross if the actor is to
   */
  <S, M, R> FailoverActor<M, R> actor(S first, Task2<S, M, FailoverStep<S, R>> behavior);

  /** Returns the name. */
  String name();
}
