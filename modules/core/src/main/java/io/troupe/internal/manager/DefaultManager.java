package io.troupe.internal.manager;

import static java.util.Objects.requireNonNull;

import io.troupe.JoinableQueue;
import io.troupe.Pool;
import io.troupe.Process;
import io.troupe.Queue;
import io.troupe.function.Task0;
import io.troupe.function.VoidTask0;
import io.troupe.internal.link.LinkServer;
import io.troupe.manager.ManagedActor;
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
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.actor.typed.Behavior;
import org.jspecify.annotations.Nullable;

/** A manager, wherever it lives: asks its root object for others. */
final class DefaultManager implements Manager, Managed {
  private final Remote root;
  private final Life life;
  private final AtomicBoolean closed = new AtomicBoolean();

  DefaultManager(Remote root, Life life) {
    this.root = root;
    this.life = life;
  }

  /** Makes one whose objects live here. */
  static DefaultManager here(ManagerCore core, @Nullable LinkServer server) {
    Managed root = core.add(Kind.MANAGER, new RootReferent(core));
    return new DefaultManager(root.remote(), new Here(core, server));
  }

  /** Returns a reference to one that another process ends. */
  static DefaultManager elsewhere(Remote root) {
    return new DefaultManager(root, Life.ELSEWHERE);
  }

  @Override
  public Remote remote() {
    return root;
  }

  @Override
  public Kind kind() {
    return Kind.MANAGER;
  }

  @SuppressWarnings("TypeParameterUnusedInFormals") // Each caller knows what it has asked for.
  private <T> T make(Call call) {
    checkOpen();
    return requireNonNull(root.<T>get(call), "object");
  }

  private void checkOpen() {
    if (closed.get()) {
      throw new IllegalStateException("The manager is closed");
    }
  }

  private static Call making(String type) {
    return Call.of("create").value(type);
  }

  @Override
  public <K extends @Nullable Object, V extends @Nullable Object> ManagedMap<K, V> dict(
      Map<? extends K, ? extends V> initial) {
    return make(MapProxy.withAll(making("dict"), initial));
  }

  @Override
  public <E extends @Nullable Object> ManagedList<E> list(Collection<? extends E> initial) {
    return make(making("list").values(initial));
  }

  @Override
  public <E extends @Nullable Object> ManagedSet<E> set(Collection<? extends E> initial) {
    return make(making("set").allCompared(initial));
  }

  @Override
  public <T extends @Nullable Object> ManagedValue<T> value(T initial) {
    return make(making("value").value(initial));
  }

  @Override
  public <T> ManagedArray<T> array(Class<T> type, Collection<? extends T> initial) {
    Call call = making("array").value(type);
    initial.forEach(item -> call.value(type.cast(requireNonNull(item, "item"))));
    return make(call);
  }

  @Override
  public Namespace namespace(Map<String, ? extends @Nullable Object> initial) {
    return make(MapProxy.withAll(making("namespace"), initial));
  }

  @Override
  public <E> Queue<E> queue(int maxSize) {
    return make(making("queue").value(maxSize));
  }

  @Override
  public <E> JoinableQueue<E> joinableQueue(int maxSize) {
    return make(making("joinableQueue").value(maxSize));
  }

  @Override
  public Pool pool(Task0<Pool> maker) {
    return make(making("pool").function(requireNonNull(maker, "maker")));
  }

  @Override
  public Lock lock() {
    return make(making("lock"));
  }

  @Override
  public RLock rlock() {
    return make(making("rlock"));
  }

  @Override
  public Semaphore semaphore(int permits) {
    return make(making("semaphore").value(permits));
  }

  @Override
  public BoundedSemaphore boundedSemaphore(int permits) {
    return make(making("boundedSemaphore").value(permits));
  }

  @Override
  public Condition condition() {
    return make(making("condition"));
  }

  @Override
  public Condition condition(Lock lock) {
    return make(making("condition").value(requireNonNull(lock, "lock")));
  }

  @Override
  public Event event() {
    return make(making("event"));
  }

  @Override
  public Barrier barrier(int parties, @Nullable VoidTask0 action, @Nullable Duration timeout) {
    Call call = making("barrier").value(parties);
    return make((action == null ? call.value(null) : call.function(action)).value(timeout));
  }

  @Override
  public <M> ManagedActor<M> actor(Task0<Behavior<M>> factory) {
    return make(making("actor").function(requireNonNull(factory, "factory")));
  }

  /** One whose objects live here takes the factory as it is, with all that it refers to. */
  @Override
  public Manager register(SharedType<?> type) {
    checkOpen();
    if (life instanceof Here here) {
      here.core().register(type);
    } else {
      root.call(Registrations.encode(type));
    }
    return this;
  }

  @Override
  public <T> T create(String name, Class<T> type, @Nullable Object... arguments) {
    Call call = making(requireNonNull(name, "name"));
    for (Object argument : arguments) {
      call.value(argument);
    }
    return type.cast(this.<Object>make(call));
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
    return root.object().hashCode();
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
