package io.troupe.internal.manager;

import io.troupe.function.Task0;
import io.troupe.function.Task1;
import io.troupe.function.Task2;
import io.troupe.function.Task3;
import io.troupe.internal.actor.ActorGroup;
import io.troupe.internal.manager.call.CallHolds;
import io.troupe.internal.manager.call.Code;
import io.troupe.internal.manager.call.CodeThreads;
import io.troupe.internal.manager.call.Element;
import io.troupe.internal.manager.call.Kind;
import io.troupe.internal.manager.call.Managed;
import io.troupe.internal.manager.call.ManagedObject;
import io.troupe.internal.manager.call.Referent;
import io.troupe.internal.manager.call.Referent.Trait;
import io.troupe.internal.manager.type.Ending;
import io.troupe.internal.manager.type.RemoteIterable;
import io.troupe.internal.manager.type.RemoteIterator;
import io.troupe.internal.object.FrontThread;
import io.troupe.internal.object.ObjectGroup;
import io.troupe.internal.object.ObjectRef;
import io.troupe.internal.object.Objects;
import io.troupe.internal.payload.Invocation;
import io.troupe.internal.payload.Payloads;
import io.troupe.internal.pool.Pools;
import io.troupe.internal.queue.Queues;
import io.troupe.internal.result.Thrower;
import io.troupe.internal.runtime.TroupeRuntime;
import io.troupe.internal.sync.Syncs;
import io.troupe.manager.SharedType;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A manager where its objects live: makes them, and ends them all. Thread-safe. */
final class ManagerCore implements ManagerCalls {
  private final TroupeRuntime runtime = TroupeRuntime.current();
  private final ObjectGroup group = new ObjectGroup();
  private final Map<String, SharedType<?>> types = new ConcurrentHashMap<>();

  /**
   * The numbers of the objects that share something of the program's: the same thing is the same
   * object. Guarded by itself.
   */
  private final IdentityHashMap<Object, Long> shared = new IdentityHashMap<>();

  private final long callTimeoutNanos;

  /** Runs the program's code where calls come in, for as long as that is free. */
  private final FrontThread code =
      new FrontThread("troupe-managed", CodeThreads::run, runtime.objects()::lastCaller);

  // Both guarded by group.
  private @Nullable ActorGroup actors;
  private boolean closed;

  /** @param callTimeoutNanos how long a call may take; 0 for no limit */
  ManagerCore(long callTimeoutNanos) {
    this.callTimeoutNanos = callTimeoutNanos;
  }

  Payloads payloads() {
    return runtime.payloads();
  }

  Pools pools() {
    return runtime.pools();
  }

  Queues queues() {
    return runtime.queues();
  }

  Syncs syncs() {
    return runtime.syncs();
  }

  /** Returns what starts the program's actors. The first call starts the actor system. */
  ActorGroup actors() {
    synchronized (group) {
      if (closed) {
        throw new IllegalStateException("The manager is closed");
      }
      ActorGroup known = actors;
      if (known == null) {
        known = runtime.actorRefs().newGroup("manager");
        actors = known;
      }
      return known;
    }
  }

  /** Makes the object that this manager is known by. */
  Managed root() {
    return add(
        Kind.MANAGER, Referent.of(ManagerCalls.class, this, Trait.RUNS_CODE, Trait.CONCURRENT));
  }

  @Override
  public void register(String name, Class<?> type, Code<Object> factory, boolean concurrent) {
    SharedType<?> named = type(type, factory.function()).named(name);
    register(concurrent ? named.concurrent() : named);
  }

  @SuppressWarnings("unchecked") // as it was registered
  private static <T> SharedType<T> type(Class<T> type, Object factory) {
    if (factory instanceof Task0<?> task) {
      return SharedType.of(type, (Task0<T>) task);
    } else if (factory instanceof Task1<?, ?> task) {
      return SharedType.of(type, (Task1<Object, T>) task);
    } else if (factory instanceof Task2<?, ?, ?> task) {
      return SharedType.of(type, (Task2<Object, Object, T>) task);
    }
    return SharedType.of(type, (Task3<Object, Object, Object, T>) factory);
  }

  /** Registers a type, in place of one of the same name. */
  void register(SharedType<?> type) {
    if (!type.type().isInterface() && !payloads().hasCodec(type.type())) {
      throw new IllegalArgumentException("A type that is shared must be an interface, not "
          + type.type().getName() + ": other processes have no object of the class");
    }
    types.put(type.name(), type);
  }

  /** Makes an object by the name of its type, registered or Troupe's own. */
  @Override
  public Element create(String name, List<Element> arguments) {
    return Element.encode(payloads(), make(name, arguments));
  }

  private Object make(String name, List<Element> arguments) {
    SharedType<?> type = types.get(name);
    if (type != null) {
      return created(type, arguments);
    }
    BuiltInTypes.Maker maker = BuiltInTypes.find(name);
    if (maker == null) {
      throw new IllegalArgumentException("The manager has no type '" + name + "'; registered are "
          + new TreeSet<>(types.keySet()));
    }
    return making(() -> maker.make(this, arguments));
  }

  private Object created(SharedType<?> type, List<Element> arguments) {
    Object made = making(() -> Invocation.call(
        type.factory(), arguments.stream().map(Element::<Object>take).toArray()));
    Object facade = share(made, type.type(), type.isConcurrent());
    if (facade == null) {
      throw new IllegalStateException("The factory of " + type.name() + " returned null");
    }
    return facade;
  }

  private <T> T making(Callable<T> maker) {
    return group.making(() -> {
      try {
        return maker.call();
      } catch (Exception e) {
        throw Thrower.unchecked(e); // as the factory has it
      }
    });
  }

  /** Makes an object and returns its façade. */
  Managed add(Kind kind, Referent referent, Class<?>... types) {
    Objects objects = runtime.objects();
    return making(() -> ManagedCodec.open(
        kind,
        CallHolds.create(
            objects,
            kind.name().toLowerCase(Locale.ROOT),
            (number, self) -> new ManagedObject(self, referent, objects.id(), this::runCode)),
        List.of(types),
        callTimeoutNanos));
  }

  private void runCode(Runnable work) {
    FrontThread.deliver(() -> code.execute(work));
  }

  /**
   * Returns what crosses in place of a method's result: the façade of an object where it can only
   * live here.
   *
   * @param declared what the method says it returns
   */
  @Nullable
  Object shareable(@Nullable Object result, Class<?> declared) {
    if (result == null || crossesByItself(result)) {
      return result;
    }
    if (result instanceof Iterator<?> iterator) {
      return add(Kind.ITERATOR, RemoteIterator.referent(iterator, () -> {}, payloads()));
    }
    if (result instanceof Stream<?> stream) {
      return add(
          Kind.ITERATOR, RemoteIterator.referent(stream.iterator(), stream::close, payloads()));
    }
    if (declared == Iterable.class) {
      return add(Kind.ITERABLE, iterable((Iterable<?>) result));
    }
    SharedType<?> type = types.values().stream()
        .filter(each -> each.type() == declared)
        .findAny()
        .orElse(null);
    return type == null ? result : share(result, declared, type.isConcurrent());
  }

  private Referent iterable(Iterable<?> items) {
    RemoteIterable.Calls calls =
        () -> Element.encode(payloads(), shareable(items.iterator(), Iterator.class));
    return Referent.of(RemoteIterable.Calls.class, calls, Trait.RUNS_CODE);
  }

  private boolean crossesByItself(Object value) {
    return payloads().hasCodec(value.getClass());
  }

  private @Nullable Object share(@Nullable Object value, Class<?> type, boolean concurrent) {
    if (value == null || crossesByItself(value)) {
      return value;
    }
    synchronized (shared) {
      Long number = shared.get(value);
      ObjectRef known = number == null ? null : CallHolds.reference(runtime.objects(), number);
      if (known != null) {
        return ManagedCodec.open(Kind.TYPE, known, List.of(type), callTimeoutNanos);
      }
      Managed made = add(Kind.TYPE, referent(value, type, concurrent), type);
      shared.put(value, made.managedRef().object().object());
      return made;
    }
  }

  private Referent referent(Object value, Class<?> type, boolean concurrent) {
    Trait[] traits = concurrent
        ? new Trait[] {Trait.RUNS_CODE, Trait.INTERRUPTIBLE, Trait.CONCURRENT}
        : new Trait[] {Trait.RUNS_CODE, Trait.INTERRUPTIBLE};
    return Referent.ofProgram(type, value, this::shareable, traits).ending(() -> ended(value));
  }

  /** Its object has ended. */
  private void ended(Object value) {
    if (value instanceof Ending told) {
      told.onEnd();
    }
    synchronized (shared) {
      shared.computeIfPresent(
          value, (v, number) -> runtime.objects().isThere(number) ? number : null);
    }
  }

  /** Ends all objects of this manager. Idempotent. */
  void close() {
    ActorGroup living;
    synchronized (group) {
      closed = true;
      living = actors;
    }
    code.shutdown();
    if (living != null) {
      living.close();
    }
    group.end();
  }
}
