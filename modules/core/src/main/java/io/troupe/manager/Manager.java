package io.troupe.manager;

import io.troupe.AsyncResult;
import io.troupe.JoinableQueue;
import io.troupe.OwnerLostException;
import io.troupe.PayloadException;
import io.troupe.Pool;
import io.troupe.Process;
import io.troupe.ProcessStartException;
import io.troupe.Queue;
import io.troupe.connection.AuthenticationException;
import io.troupe.connection.ConnectionOptions;
import io.troupe.connection.Listener;
import io.troupe.function.Task0;
import io.troupe.function.VoidTask0;
import io.troupe.internal.manager.Managers;
import io.troupe.sync.Barrier;
import io.troupe.sync.BoundedSemaphore;
import io.troupe.sync.Condition;
import io.troupe.sync.Event;
import io.troupe.sync.Lock;
import io.troupe.sync.RLock;
import io.troupe.sync.Semaphore;
import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.jspecify.annotations.Nullable;

/**
 * Makes objects that processes share: Python's {@code multiprocessing.Manager}, {@code SyncManager}
 * and {@code BaseManager}.
 *
 * <pre>{@code
 * try (Manager manager = Manager.process()) {
 *   ManagedMap<String, Integer> counts = manager.dict();
 *   Process child = Process.of(Main::count, counts).start();
 *   child.join();
 *   System.out.println(counts);
 * }
 * }</pre>
 *
 * <p>Objects live in the manager's process: this one, one of its own, or one on another machine.
 * Each is an actor there; what its methods do is done one after the other, and each as a whole.
 * They can be passed to any process, as arguments, results, items of queues and of each other; so
 * can the manager itself. An object lives as long as a process, or an object, has it: what a
 * container gives up ends at once unless it is held elsewhere; only what functions of the program
 * have seen in the manager's process is held there until the JVM collects it. When its manager is
 * closed, or its process dies, all its methods throw {@link OwnerLostException}, also those that
 * wait.
 *
 * <p>Methods that make objects block for a moment. They throw {@link IllegalStateException} after
 * {@link #close}, {@link OwnerLostException} when the manager's process is gone, and
 * {@link PayloadException} where an initial value cannot cross.
 *
 * <p>A call need not wait for a manager that has stopped: an interrupt ends it, where no answer
 * comes soon after, as does {@link ManagerBuilder#callTimeout}, by {@link CallAbandonedException}.
 * Values that hold objects of the manager can be sent and taken in meanwhile: an object that does
 * not exist any more is then found out when it is used.
 *
 * <p>Thread-safe.
 */
public interface Manager extends AutoCloseable {

  /** Starts a manager whose objects live in this JVM. Does not block. */
  static Manager start() {
    return builder().start();
  }

  /**
   * Starts a manager in a process of its own, which ends with this one. Blocks until it is ready.
   * Python's {@code Manager()}.
   *
   * @throws ProcessStartException if the process does not start
   * @throws IllegalStateException if this process may not have children
   */
  static Manager process() {
    return builder().process();
  }

  /**
   * Starts a manager in this JVM that others can {@link #connect} with. Python's
   * {@code BaseManager(address, authkey)}.
   *
   * @param address as {@link Listener#open(SocketAddress, ConnectionOptions)} takes it
   * @param key what clients must know
   * @throws java.net.BindException if the address is in use
   */
  static Manager serve(SocketAddress address, byte[] key) throws IOException {
    return serve(address, ConnectionOptions.defaults().withKey(key));
  }

  /**
   * As {@link #serve(SocketAddress, byte[])}, with TLS, which a network needs, where the options
   * say so.
   *
   * <p>Clients can make objects and pools here, use those that the manager gives out, and call all
   * methods of the types that are {@linkplain #register registered}. They send data: code of this
   * program runs for them only where {@link ConnectionOptions#allowedClasses} names its class. A
   * function of another class that is given to {@link ManagedMap#merge} or its like runs at the
   * client, and its result is put in place if nothing has changed meanwhile; one that can only run
   * here is refused by a {@link PayloadException} at the call.
   *
   * @throws IllegalArgumentException if the options have no key
   */
  static Manager serve(SocketAddress address, ConnectionOptions options) throws IOException {
    return builder().serve(address, options);
  }

  /**
   * Connects with a manager at an address. Blocks until both sides have proved that they know the
   * key.
   *
   * @throws AuthenticationException if the manager has another key; it stays usable for others
   * @throws java.net.ConnectException if nothing listens there
   * @throws java.net.SocketTimeoutException if the host or the manager does not answer in time
   * @throws java.net.UnknownHostException if the host of the address is not known
   * @throws IllegalArgumentException if the address is neither a Unix-domain nor an internet one
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  static Manager connect(SocketAddress address, byte[] key)
      throws IOException, InterruptedException {
    return connect(address, ConnectionOptions.defaults().withKey(key));
  }

  /**
   * As {@link #connect(SocketAddress, byte[])}, with TLS where the options say so, and with the
   * classes that may cross. The classes are a limit in both directions.
   */
  static Manager connect(SocketAddress address, ConnectionOptions options)
      throws IOException, InterruptedException {
    return Managers.connect(address, options);
  }

  /** Says more about a manager before it starts. */
  static ManagerBuilder builder() {
    return new ManagerBuilder();
  }

  /** Makes an empty map. */
  default <K extends @Nullable Object, V extends @Nullable Object> ManagedMap<K, V> dict() {
    return dict(Map.of());
  }

  /** Makes a map that has what {@code initial} has. */
  <K extends @Nullable Object, V extends @Nullable Object> ManagedMap<K, V> dict(
      Map<? extends K, ? extends V> initial);

  /** Makes an empty list. */
  default <E extends @Nullable Object> ManagedList<E> list() {
    return list(List.of());
  }

  /** Makes a list of these items. */
  <E extends @Nullable Object> ManagedList<E> list(Collection<? extends E> initial);

  /** Makes an empty set. */
  default <E extends @Nullable Object> ManagedSet<E> set() {
    return set(Set.of());
  }

  /** Makes a set of these members. */
  <E extends @Nullable Object> ManagedSet<E> set(Collection<? extends E> initial);

  /** Makes a value. */
  <T extends @Nullable Object> ManagedValue<T> value(T initial);

  /**
   * Makes an array that has these items and always as many.
   *
   * @throws ClassCastException if one is not of the type
   * @throws NullPointerException if one is null
   */
  <T> ManagedArray<T> array(Class<T> type, Collection<? extends T> initial);

  /** Makes a namespace without attributes. */
  default Namespace namespace() {
    return namespace(Map.of());
  }

  /** Makes a namespace with attributes. */
  Namespace namespace(Map<String, ? extends @Nullable Object> initial);

  /** Makes a queue without a bound. */
  default <E> Queue<E> queue() {
    return queue(0);
  }

  /** Makes a queue: see {@link Queue#create(int)}. */
  <E> Queue<E> queue(int maxSize);

  /** Makes a joinable queue without a bound. */
  default <E> JoinableQueue<E> joinableQueue() {
    return joinableQueue(0);
  }

  /** Makes a joinable queue: see {@link JoinableQueue}. */
  <E> JoinableQueue<E> joinableQueue(int maxSize);

  /**
   * Starts a pool in the manager's process, which any process can use.
   *
   * @throws IllegalArgumentException if {@code processes} is less than 1
   */
  default Pool pool(int processes) {
    return pool(() -> Pool.of(processes));
  }

  /**
   * Starts a pool in the manager's process, made there:
   * {@code manager.pool(() -> Pool.builder().processes(2).start())}. It is terminated when no
   * process has it any more. Tasks cross to the manager's process first, where they are decoded;
   * {@link AsyncResult#progress} counts a map as one step, and there is no
   * {@link Pool#asExecutorService}.
   */
  Pool pool(Task0<Pool> maker);

  /**
   * Makes a lock. Unlike those of {@link Lock#create}, this and all that follow work over a network
   * too, at the price of a message for each operation.
   */
  Lock lock();

  /** Makes a lock that its holder can take again. */
  RLock rlock();

  /**
   * Makes a semaphore.
   *
   * @throws IllegalArgumentException if {@code permits} is negative
   */
  Semaphore semaphore(int permits);

  /**
   * Makes a semaphore that never has more permits than at first.
   *
   * @throws IllegalArgumentException if {@code permits} is negative
   */
  BoundedSemaphore boundedSemaphore(int permits);

  /** Makes a condition with an {@link #rlock} of its own. */
  Condition condition();

  /** Makes a condition of a lock. */
  Condition condition(Lock lock);

  /** Makes an event that is not set. */
  Event event();

  /**
   * Makes a barrier.
   *
   * @throws IllegalArgumentException if {@code parties} is less than 1
   */
  default Barrier barrier(int parties) {
    return barrier(parties, null, null);
  }

  /**
   * Makes a barrier.
   *
   * @param action run in each passage by the party that came last, in its process; null for none
   * @param timeout how long a party waits that names no time itself, more than zero; null for ever
   * @throws IllegalArgumentException if {@code parties} or {@code timeout} is not positive
   */
  Barrier barrier(int parties, @Nullable VoidTask0 action, @Nullable Duration timeout);

  /**
   * Starts an actor of the program's own in the manager's process:
   * {@code manager.actor(Account::create)}.
   *
   * <p>It is an actor as {@link io.troupe.actor.Actors} starts them, and lasts until it stops,
   * {@link io.troupe.actor.Actors#stop} ends it or the manager is closed, whether its reference is
   * held or not. The reference of a manager on another machine can be told and asked, watched,
   * and given to the children of this process; messages to it cannot have references to actors of
   * this machine in them but the one that asks.
   *
   * @param factory makes the behaviour there, on the actor's thread; what it throws is thrown here
   */
  <M> ActorRef<M> actor(Task0<Behavior<M>> factory);

  /**
   * Lets this manager make objects of a type of the program's own, in place of one of the same
   * name. The factory runs in the manager's process, which must have its class.
   *
   * @return this manager
   * @throws IllegalArgumentException if the type is no interface
   */
  Manager register(SharedType<?> type);

  /** Registers a type by the name of its interface: see {@link #register(SharedType)}. */
  default <T> Manager register(Class<T> type, Task0<? extends T> factory) {
    return register(SharedType.of(type, factory));
  }

  /** Registers a type by another name: see {@link #register(Class, Task0)}. */
  default <T> Manager register(String name, Class<T> type, Task0<? extends T> factory) {
    return register(SharedType.of(type, factory).named(name));
  }

  /**
   * Makes an object of a registered type.
   *
   * @param arguments for its factory
   * @throws IllegalArgumentException if no type was registered by the name of this interface
   */
  default <T> T create(Class<T> type, @Nullable Object... arguments) {
    return create(type.getName(), type, arguments);
  }

  /**
   * Makes an object of the type that was registered by a name; or gets one, where the factory
   * always returns the same.
   *
   * @throws IllegalArgumentException if none was
   * @throws ClassCastException if it was registered with another interface
   */
  <T> T create(String name, Class<T> type, @Nullable Object... arguments);

  /** Returns where clients connect, or where this one is connected; empty for other managers. */
  Optional<SocketAddress> address();

  /** Returns the process in which the objects live, if this one has started it. */
  Optional<Process> serverProcess();

  /**
   * Waits until the manager's process has ended, if this one has started it.
   *
   * @return whether it has
   */
  boolean join(Duration timeout) throws InterruptedException;

  /**
   * Ends the manager and its objects, where this process has started it; elsewhere it ends the
   * connection, or only this reference. Blocks until a process that ran for it has ended, which
   * takes the shutdown timeout at most, and then no longer than the operating system takes to kill
   * it. Idempotent. Python's {@code shutdown()}.
   */
  @Override
  void close();

  /** Returns whether this reference was closed. */
  boolean isClosed();
}
