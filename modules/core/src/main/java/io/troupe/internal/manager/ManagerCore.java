package io.troupe.internal.manager;

import io.troupe.internal.object.ObjectGroup;
import io.troupe.internal.object.ObjectRef;
import io.troupe.internal.payload.Invocation;
import io.troupe.internal.result.Thrower;
import io.troupe.internal.runtime.TroupeRuntime;
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
import org.apache.pekko.actor.typed.Behavior;
import org.jspecify.annotations.Nullable;

/** A manager where its objects live: makes them, and ends them all. Thread-safe. */
final class ManagerCore {
  private final ObjectGroup group = new ObjectGroup();
  private final Map<String, SharedType<?>> types = new ConcurrentHashMap<>();

  /** The numbers of the objects that share something of the program's: the same thing is the same object. Guarded by itself. */
  private final IdentityHashMap<Object, Long> shared = new IdentityHashMap<>();

  /** Registers a type, in place of one of the same name. */
  void register(SharedType<?> type) {
    if (!type.type().isInterface() && !TroupeRuntime.current().payloads().hasCodec(type.type())) {
      throw new IllegalArgumentException("A type that is shared must be an interface, not "
          + type.type().getName() + ": other processes have no object of the class");
    }
    types.put(type.name(), type);
  }

  /** Makes an object by the name of its type, registered or Troupe's own, and returns its façade. */
  Object create(String name, List<Item> arguments) {
    SharedType<?> type = types.get(name);
    if (type != null) {
      return created(type, arguments);
    }
    Maker maker = Makers.find(name);
    if (maker == null) {
      throw new IllegalArgumentException("The manager has no type '" + name + "'; registered are "
          + new TreeSet<>(types.keySet()));
    }
    return making(() -> maker.make(this, arguments));
  }

  private Object created(SharedType<?> type, List<Item> arguments) {
    Object made = making(() ->
        Invocation.call(type.factory(), arguments.stream().map(Item::value).toArray()));
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
    return making(() -> Managed.open(
        kind,
        TroupeRuntime.current()
            .objects()
            .create(kind.name().toLowerCase(Locale.ROOT), ManagedObject.create(referent)),
        List.of(types)));
  }

  /** Starts an actor of the program's and returns its façade. */
  Managed addActor(Behavior<Object> behavior) {
    ActorReferent referent = new ActorReferent(behavior);
    Managed facade = add(Kind.ACTOR, referent);
    referent.onEnd(facade.remote().object().object());
    return facade;
  }

  /**
   * Returns what crosses in place of a method's result: the façade of an object where it can only live here.
   *
   * @param declared what the method says it returns
   */
  @Nullable
  Object shareable(@Nullable Object result, Class<?> declared) {
    if (result == null || crossesByItself(result)) {
      return result;
    }
    if (result instanceof Iterator<?> iterator) {
      return add(Kind.ITERATOR, new IteratorReferent(iterator, () -> {}));
    }
    if (result instanceof Stream<?> stream) {
      return add(Kind.ITERATOR, new IteratorReferent(stream.iterator(), stream::close));
    }
    if (declared == Iterable.class) {
      return add(Kind.ITERABLE, new IterableReferent((Iterable<?>) result, this));
    }
    SharedType<?> type = types.values().stream()
        .filter(each -> each.type() == declared)
        .findAny()
        .orElse(null);
    return type == null ? result : share(result, declared, type.isConcurrent());
  }

  private static boolean crossesByItself(Object value) {
    return TroupeRuntime.current().payloads().hasCodec(value.getClass());
  }

  private @Nullable Object share(@Nullable Object value, Class<?> type, boolean concurrent) {
    if (value == null || crossesByItself(value)) {
      return value;
    }
    synchronized (shared) {
      Long number = shared.get(value);
      ObjectRef known =
          number == null ? null : TroupeRuntime.current().objects().reference(number);
      if (known != null) {
        return Managed.open(Kind.TYPE, known, List.of(type));
      }
      Managed made = add(Kind.TYPE, new TypeReferent(value, type, concurrent, this), type);
      shared.put(value, made.remote().object().object());
      return made;
    }
  }

  /** Its object has ended. */
  void forget(Object value) {
    synchronized (shared) {
      shared.computeIfPresent(
          value,
          (v, number) ->
              TroupeRuntime.current().objects().reference(number) == null ? null : number);
    }
  }

  /** Ends all objects of this manager. Idempotent. */
  void close() {
    group.end();
  }
}
