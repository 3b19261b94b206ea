package io.troupe.cluster;

import java.time.Duration;
import java.util.Optional;

/**
 * An actor whose state a majority of the voters agrees on: a behaviour of the program's that deals
 * with one message after the other, and makes of the state and the message the next state and an
 * answer.
 *
 * <pre>{@code
 * FailoverActor<Long, Long> balance = cluster.failover("account").actor(
 *     0L, (Long sum, Long paid) -> FailoverStep.of(sum + paid, sum + paid));
 * System.out.println(balance.ask(100L)); // is so, whichever process or node is lost
 * }</pre>
 *
 * <p>The behaviour runs in one of the processes that use the actor, on a thread of its own: in the
 * one that was first, as long as it uses it and for some ten seconds more, then in another. If that
 * process dies, the next one goes on with the state that was agreed on last, and with the messages
 * that were not dealt with: at once, or within 20 s and the time to another leader if its node died
 * with it or it is only stopped. Nodes do not run it, and need none of its classes.
 *
 * <p>Each message that was taken is dealt with once, in the order in which they were taken: the
 * next state and the answer are agreed on together, and before the answer is given. A behaviour may
 * be called again with the same state and message, where its process was lost meanwhile, and what
 * it did then is forgotten: it should do nothing but compute. If it throws, the state stays as it
 * was. A message at which the process dies comes to the next one. A behaviour that asks another
 * actor keeps its own waiting; two that ask each other wait for ever, unless they do it for a time.
 *
 * <p>State, messages and answers cross as values of other failover objects do, and have the same
 * limits; a change of the state costs as much as the whole state. See {@link Failover} for what it
 * survives, and what its calls throw. Thread-safe.
 *
 * @param <M> type of the messages
 * @param <R> type of the answers
 */
public interface FailoverActor<M, R> {

  /**
   * Sends a message; waits until it has been dealt with.
   *
   * <p>An exception of the behaviour is thrown here, as by {@link io.troupe.Pool#apply}, checked
   * exceptions too.
   *
   * @throws InterruptedException if the thread is interrupted before or while it waits; the message
   *     has no effect then
   * @throws FailoverException if there is no majority, or this process was taken for dead while it
   *     waited; the message may have its effect nevertheless
   * @throws IllegalArgumentException if the message, the next state or the answer is too large, or
   *     has handles in it
   * @throws IllegalStateException if there is no room, or it is the actor itself that asks
   * @throws io.troupe.PayloadException if one of them cannot cross
   */
  R ask(M message) throws InterruptedException;

  /**
   * As {@link #ask(Object)}, for a time.
   *
   * @param timeout zero or less does not wait
   * @return empty if it was not dealt with in time; it has no effect then
   */
  Optional<R> ask(M message, Duration timeout) throws InterruptedException;

  /**
   * Sends a message, and waits until it was taken: it will be dealt with, by this process or by
   * another that uses the actor, now or later. An exception of the behaviour is logged where it
   * runs.
   *
   * @throws IllegalArgumentException if the message is too large, or has handles in it
   * @throws IllegalStateException if there is no room
   * @throws io.troupe.PayloadException if it cannot cross
   */
  void tell(M message);

  /** Forgets the state: the next message finds the first one. Blocks until that is agreed on. */
  void reset();
}
