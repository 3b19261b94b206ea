package io.troupe.manager;

import io.troupe.OwnerLostException;
import io.troupe.PayloadException;
import io.troupe.function.Portable;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * An actor of the program's own in the process of a {@link Manager}, which any process can talk to.
 *
 * <pre>{@code
 * ManagedActor<Account.Command> account = manager.actor(Account::create);
 * account.tell(new Deposit(10));
 * int balance = account.ask(GetBalance::new, Duration.ofSeconds(1));   // record GetBalance(ActorRef<Integer> replyTo)
 * }</pre>
 *
 * <p>Messages are values that can cross; those of one thread arrive in order. The actor ends when
 * no process has a reference to it any more, when its manager is closed, or by itself; then every
 * method throws {@link OwnerLostException}. Thread-safe.
 *
 * @param <M> type of the messages
 */
public interface ManagedActor<M> {

  /**
   * Sends a message and does not wait for anything but room. What is still on its way when the
   * actor ends is lost.
   *
   * @throws PayloadException if it cannot cross
   * @throws OwnerLostException if the actor has ended, and this process has heard of it
   */
  void tell(M message);

  /**
   * Sends a message that is answered, and waits for that.
   *
   * @param message makes the message where the actor lives, with the address for its answer
   * @param timeout positive
   * @throws TimeoutException if no answer came in time
   * @throws InterruptedException if the thread is interrupted while it waits; the message was sent
   *     all the same
   */
  <R> R ask(Portable.Function<ActorRef<R>, ? extends M> message, Duration timeout)
      throws TimeoutException, InterruptedException;

  /** As {@link #ask}, without waiting; what depends on it must not block. */
  <R> CompletionStage<R> askAsync(
      Portable.Function<ActorRef<R>, ? extends M> message, Duration timeout);
}
