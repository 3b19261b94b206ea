package io.troupe.internal.manager;

import static java.util.Objects.requireNonNull;

import io.troupe.JoinableQueue;
import io.troupe.Pool;
import io.troupe.Process;
import io.troupe.Queue;
import io.troupe.function.Task0;
import io.troupe.function.VoidTask0;
import io.troupe.internal.link.LinkServer;
import io.troupe.internal.manager.call.Kind;
import io.troupe.internal.manager.call.Managed;
import io.troupe.internal.manager.call.ManagedRef;
import io.troupe.manager.ManagedArray;
import io.troupe.manager.ManagedList;
import io.troupe.manager.ManagedMap;
import io.troupe.manager.ManagedSet;
import io.troupe.manager.ManagedValue;
import io.troupe.manager.Manager;
import io.troupe.manager.Namespace;
import io.troupe.manager.SharedType;
import io.troupe.sync.Barrier;
import io.troupe.sync.BoundedSemaphore;
import io.troupe.sync.Condition;
import io.troupe.sync.Event;
import io.troupe.sync.Lock;
import io.troupe.sync.RLock;
import io.troupe.sync.Semaphore;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.jspecify.annotations.Nullable;

/** A manager, wherever it lives: asks its root object for others. */
public final class DefaultManager implements Manager, Managed {
  private final ManagedRef root;
  private final ManagerCalls calls;
  private final Lifetime life;
  private final AtomicBoolean closed = new AtomicBoolean();

  DefaultManager(ManagedRef root, Lifetime life) {
    this.root = root;
    this.calls = root.as(ManagerCalls.class);
    this.life = life;
  }

  /** Makes one whose objects live here. */
  static DefaultManager here(ManagerCore core, @Nullable LinkServer server) {
    return new DefaultManager(core.root().managedRef(), new Lifetime.Here(core, server));
  }

  /** Returns a reference to one that another process ends. */
  static DefaultManager elsewhere(ManagedRef root) {
    return new DefaultManager(root, Lifetime.ELSEWHERE);
  }

  @Override
  public ManagedRef managedRef() {
    return root;
  }

  @Override
  public Kind managedKind() {
    return Kind.MANAGER;
  }

  @SuppressWarnings("TypeParameterUnusedInFormals") // Each caller knows what it has asked for.
  private <T> T make(String type, List<?> arguments) {
    checkOpen();
    return requireNonNull(calls.create(type, root.elements(arguments)).<T>take(), "object");
  }

  @SuppressWarnings("TypeParameterUnusedInFormals")
  private <T> T make(String type, @Nullable Object... arguments) {
    return make(type, Arrays.asList(arguments));
  }

  private static List<Object> keysAndValues(Map<?, ?> map) {
    List<Object> all = new ArrayList<>(2 * map.size());
    map.forEach((key, value) -> {
      all.add(key);
      all.add(value);
    });
    return all;
  }

  private void checkOpen() {
    if (closed.get()) {
      throw new IllegalStateException("The manager is closed");
    }
  }

  @Override
  public <K extends @Nullable Object, V extends @Nullable Object> ManagedMap<K, V> dict(
      Map<? extends K, ? extends V> initial) {
    return make("dict", keysAndValues(initial));
  }

  @Override
  public <E extends @Nullable Object> ManagedList<E> list(Collection<? extends E> initial) {
    return make("list", new ArrayList<>(initial));
  }

  @Override
  public <E extends @Nullable Object> ManagedSet<E> set(Collection<? extends E> initial) {
    return make("set", new ArrayList<>(initial));
  }

  @Override
  public <T extends @Nullable Object> ManagedValue<T> value(T initial) {
    return make("value", Collections.singletonList(initial));
  }

  @Override
  public <T> ManagedArray<T> array(Class<T> type, Collection<? extends T> initial) {
    List<Object> typeAndItems = new ArrayList<>(List.of(type));
    initial.forEach(item -> typeAndItems.add(type.cast(requireNonNull(item, "item"))));
    return make("array", typeAndItems);
  }

  @Override
  public Namespace namespace(Map<String, ? extends @Nullable Object> initial) {
    return make("namespace", keysAndValues(initial));
  }

  @Override
  public <E> Queue<E> queue(int maxSize) {
    return make("queue", maxSize);
  }

  @Override
  public <E> JoinableQueue<E> joinableQueue(int maxSize) {
    return make("joinableQueue", maxSize);
  }

  @Override
  public Pool pool(Task0<Pool> maker) {
    return make("pool", requireNonNull(maker, "maker"));
  }

  @Override
  public Lock lock() {
    return make("lock");
  }

  @Override
  public RLock rlock() {
    return make("rlock");
  }

  @Override
  public Semaphore semaphore(int permits) {
    return make("semaphore", permits);
  }

  @Override
  public BoundedSemaphore boundedSemaphore(int permits) {
    return make("boundedSemaphore", permits);
  }

  @Override
  public Condition condition() {
    return make("condition");
  }

  @Override
  public Condition condition(Lock lock) {
    return make("condition", requireNonNull(lock, "lock"));
  }

  @Override
  public Event event() {
    return make("event");
  }

  @Override
  public Barrier barrier(int parties, @Nullable VoidTask0 action, @Nullable Duration timeout) {
    return make("barrier", parties, action, timeout);
  }

  @Override
  public <M> ActorRef<M> actor(Task0<Behavior<M>> factory) {
    return make("actor", requireNonNull(factory, "factory"));
  }

  /** One whose objects live here takes the factory as it is, with all that it refers to. */
  @Override
  public Manager register(SharedType<?> type) {
    checkOpen();
    if (life instanceof Lifetime.Here here) {
      here.core().register(type);
    } else {
      calls.register(type.name(), type.type(), root.code(type.factory()), type.isConcurrent());
    }
    return this;
  }

  @Override
  public <T> T create(String name, Class<T> type, @Nullable Object... arguments) {
    return type.cast(this.<Object>make(requireNonNull(name, "name"), arguments));
  }

  @Override
  public Optional<SocketAddress> address() {
    return life.address();
  }

  @Override
  public Optional<Process> serverProcess() {
    return life.process();
  }

  @Override
  public boolean join(Duration timeout) throws InterruptedException {
    return life.join(timeout);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      life.end();
    }
  }

  @Override
  public boolean isClosed() {
    return closed.get();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other != null && Managed.same(this, other);
  }

  @Override
  public int hashCode() {
    return root.hashCode();
  }

  @Override
  public String toString() {
    String where = life.process()
        .<Object>map(Process::toString)
        .or(life::address)
        .orElse("")
        .toString();
    return "Manager[" + (closed.get() ? "closed " : "") + where + "]";
  }
}
