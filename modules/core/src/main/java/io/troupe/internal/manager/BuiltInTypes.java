package io.troupe.internal.manager;

import static java.util.Objects.requireNonNull;

import io.troupe.Pool;
import io.troupe.function.Task0;
import io.troupe.function.VoidTask0;
import io.troupe.internal.manager.call.Element;
import io.troupe.internal.manager.call.Kind;
import io.troupe.internal.manager.call.Referent;
import io.troupe.internal.manager.collection.ArrayCalls;
import io.troupe.internal.manager.collection.ListCalls;
import io.troupe.internal.manager.collection.ListState;
import io.troupe.internal.manager.collection.MapCalls;
import io.troupe.internal.manager.collection.MapState;
import io.troupe.internal.manager.collection.NamespaceCalls;
import io.troupe.internal.manager.collection.SetCalls;
import io.troupe.internal.manager.collection.SetState;
import io.troupe.internal.manager.collection.ValueCalls;
import io.troupe.internal.manager.collection.ValueState;
import io.troupe.internal.payload.Invocation;
import io.troupe.internal.result.Thrower;
import io.troupe.internal.sync.Sharing;
import io.troupe.sync.Lock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.apache.pekko.actor.typed.Behavior;
import org.jspecify.annotations.Nullable;

/** Troupe's own types by the names that Python gives them. */
final class BuiltInTypes {
  /** Makes an object and returns its façade. */
  @FunctionalInterface
  interface Maker {
    Object make(ManagerCore core, List<Element> arguments) throws Exception;
  }

  private static final Map<String, Maker> ALL = Map.ofEntries(
      Map.entry("dict", BuiltInTypes::dict),
      Map.entry("list", BuiltInTypes::list),
      Map.entry("set", BuiltInTypes::set),
      Map.entry("value", BuiltInTypes::value),
      Map.entry("array", BuiltInTypes::array),
      Map.entry("namespace", BuiltInTypes::namespace),
      Map.entry("actor", BuiltInTypes::actor),
      Map.entry("queue", (core, items) -> core.queues().queue(items.get(0).asInt())),
      Map.entry(
          "joinableQueue",
          (core, items) -> core.queues().joinableQueue(items.get(0).asInt())),
      Map.entry("pool", BuiltInTypes::pool),
      Map.entry("lock", (core, items) -> core.syncs().lock(Sharing.ACTOR)),
      Map.entry("rlock", (core, items) -> core.syncs().rlock(Sharing.ACTOR)),
      Map.entry(
          "semaphore",
          (core, items) -> core.syncs().semaphore(items.get(0).asInt(), Sharing.ACTOR)),
      Map.entry(
          "boundedSemaphore",
          (core, items) -> core.syncs().boundedSemaphore(items.get(0).asInt(), Sharing.ACTOR)),
      Map.entry("condition", BuiltInTypes::condition),
      Map.entry("event", (core, items) -> core.syncs().event(Sharing.ACTOR)),
      Map.entry("barrier", BuiltInTypes::barrier));

  private BuiltInTypes() {}

  static @Nullable Maker find(String name) {
    return ALL.get(name);
  }

  private static Object dict(ManagerCore core, List<Element> keysAndValues) {
    MapState state = new MapState(core.payloads(), keysAndValues);
    return core.add(Kind.DICT, Referent.of(MapCalls.class, state).ending(state::end));
  }

  private static Object namespace(ManagerCore core, List<Element> namesAndValues) {
    MapState state = new MapState(core.payloads(), namesAndValues);
    return core.add(Kind.NAMESPACE, Referent.of(NamespaceCalls.class, state).ending(state::end));
  }

  private static Object list(ManagerCore core, List<Element> items) {
    ListState state = new ListState(core.payloads(), items);
    return core.add(Kind.LIST, Referent.of(ListCalls.class, state).ending(state::end));
  }

  private static Object array(ManagerCore core, List<Element> typeAndItems) {
    Class<?> type = typeAndItems.get(0).as(Class.class);
    List<Element> items = typeAndItems.subList(1, typeAndItems.size());
    ListState state = new ListState(core.payloads(), items);
    return core.add(Kind.ARRAY, Referent.of(ArrayCalls.class, state).ending(state::end), type);
  }

  private static Object set(ManagerCore core, List<Element> members) {
    SetState state = new SetState(core.payloads(), members);
    return core.add(Kind.SET, Referent.of(SetCalls.class, state).ending(state::end));
  }

  private static Object value(ManagerCore core, List<Element> value) {
    ValueState state = new ValueState(value.get(0));
    return core.add(Kind.VALUE, Referent.of(ValueCalls.class, state).ending(state::end));
  }

  private static Object pool(ManagerCore core, List<Element> maker) throws Exception {
    return core.pools().share((Pool) made(maker.get(0), "pool"));
  }

  private static Object actor(ManagerCore core, List<Element> factory) throws Exception {
    @SuppressWarnings("unchecked") // The façade's type says so.
    Task0<Behavior<Object>> maker = (Task0<Behavior<Object>>) factory.get(0).as(Task0.class);
    try {
      return core.actors().spawn(maker).toCompletableFuture().join();
    } catch (CompletionException e) {
      throw Thrower.unchecked(Thrower.unwrapped(e)); // as the factory has it
    }
  }

  private static Object made(Element maker, String what) throws Exception {
    return requireNonNull(Invocation.call(maker.as(Object.class), new Object[0]), what);
  }

  private static Object condition(ManagerCore core, List<Element> lock) {
    return core.syncs()
        .condition(
            lock.isEmpty() ? core.syncs().rlock(Sharing.ACTOR) : lock.get(0).as(Lock.class));
  }

  private static Object barrier(ManagerCore core, List<Element> items) {
    return core.syncs()
        .barrier(
            items.get(0).asInt(),
            items.get(1).isNull() ? null : items.get(1).as(VoidTask0.class),
            items.get(2).isNull() ? null : items.get(2).as(Duration.class));
  }
}
