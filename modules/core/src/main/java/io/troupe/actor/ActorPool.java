package io.troupe.actor;

import static java.util.Objects.requireNonNull;

import io.troupe.PayloadException;
import io.troupe.function.Task0;
import io.troupe.internal.actor.PoolRouter;
import io.troupe.internal.option.Checks;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;

/**
 * Actors of one kind, each in a process of its own, behind one reference.
 *
 * <pre>{@code
 * try (ActorPool<Account.Command> tellers = ActorPool.of(4, Account::create)) {
 *   tellers.ref().tell(new Deposit(10));
 * }
 * }</pre>
 *
 * <p>Which actor gets a message is for its {@link RoutingStrategy}. An actor that fails or loses
 * its process is started again as the {@link RestartPolicy} says; where that gives one up, the
 * others go on without it, and the pool ends with the last. Thread-safe.
 *
 * @param <T> type of the messages
 */
public final class ActorPool<T> implements AutoCloseable {
  private static final Duration CLOSE_LIMIT = Duration.ofMinutes(1);

  private final ActorRef<T> ref;
  private final CompletableFuture<Void> ended;
  private volatile int size;

  private ActorPool(ActorRef<T> ref, CompletableFuture<Void> ended, int size) {
    this.ref = ref;
    this.ended = ended;
    this.size = size;
  }

  /**
   * Starts a pool of so many actors, which get messages one after the other, and are started again
   * whenever they end. Returns at once; messages wait for their actors.
   *
   * @param size at least 1
   * @param factory makes the behaviour, in each process
   * @throws IllegalArgumentException if the size is less than 1
   * @throws PayloadException if the factory cannot cross
   */
  public static <T> ActorPool<T> of(int size, Task0<Behavior<T>> factory) {
    return builder(factory).size(size).start();
  }

  /** Begins a pool with options of its own. */
  public static <T> Builder<T> builder(Task0<Behavior<T>> factory) {
    return new Builder<>(requireNonNull(factory, "factory"));
  }

  /** The options of a pool. Not thread-safe. */
  public static final class Builder<T> {
    private final Task0<Behavior<T>> factory;
    private int size = Runtime.getRuntime().availableProcessors();
    private String name = "actor";
    private RestartPolicy policy = RestartPolicy.restart();
    private RoutingStrategy<T> routing = RoutingStrategy.roundRobin();

    private Builder(Task0<Behavior<T>> factory) {
      this.factory = factory;
    }

    /**
     * Sets the number of actors; by default as many as there are processors.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder<T> size(int size) {
      Checks.positive("size", size);
      this.size = size;
      return this;
    }

    /** Sets what the processes are called, with the numbers of the actors behind. */
    public Builder<T> name(String name) {
      this.name = requireNonNull(name, "name");
      return this;
    }

    /**
     * Sets what becomes of an actor that fails or loses its process; by default it is restarted.
     */
    public Builder<T> restart(RestartPolicy policy) {
      this.policy = requireNonNull(policy, "policy");
      return this;
    }

    /** Sets who gets a message; by default one after the other. */
    public Builder<T> routing(RoutingStrategy<T> routing) {
      this.routing = requireNonNull(routing, "routing");
      return this;
    }

    /**
     * Starts the pool. Returns at once; messages wait for their actors.
     *
     * @throws IllegalArgumentException if the name is none of an actor
     * @throws PayloadException if the factory cannot cross
     */
    public ActorPool<T> start() {
      Task0<Behavior<T>> made = factory;
      String prefix = name;
      RestartPolicy restarts = policy;
      Actors.inProcess(made, prefix, restarts); // fails here, not in the router
      CompletableFuture<Void> ended = new CompletableFuture<>();
      Behavior<T> router = PoolRouter.of(
          size,
          number -> Actors.inProcess(made, prefix + "-" + number, restarts),
          routing,
          () -> ended.complete(null));
      return new ActorPool<>(Actors.spawnLocally(router, prefix + "-pool"), ended, size);
    }
  }

  /**
   * Returns the reference that takes the messages: it can be told, asked, watched and sent
   * anywhere, as any.
   */
  public ActorRef<T> ref() {
    return ref;
  }

  /** Returns how many actors there are to be. */
  public int size() {
    return size;
  }

  /**
   * Changes the number of actors. Returns at once. The last ones go, each when it has dealt with
   * what it was sent.
   *
   * @param size at least 1
   * @throws IllegalArgumentException if it is less
   */
  public void resize(int size) {
    Checks.positive("size", size);
    this.size = size;
    command(new PoolRouter.Resize(size));
  }

  private void command(Object command) {
    ref.unsafeUpcast().tell(command);
  }

  /**
   * Ends the pool: it takes no more messages, and waits until the actors have dealt with those that
   * they were sent, and have stopped. After a minute, or an interrupt, which stays with the thread,
   * it ends at once, as by {@link #terminate}. Idempotent.
   */
  @Override
  public void close() {
    command(PoolRouter.Close.CLOSE);
    try {
      ended.get(CLOSE_LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      terminate();
    } catch (TimeoutException | ExecutionException e) {
      terminate();
    }
  }

  /** Ends the pool at once: its processes are killed. Returns at once. Idempotent. */
  public void terminate() {
    command(PoolRouter.Terminate.TERMINATE);
  }
}
