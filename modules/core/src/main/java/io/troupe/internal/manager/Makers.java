package io.troupe.internal.manager;

import io.troupe.Pool;
import io.troupe.function.VoidTask0;
import io.troupe.internal.payload.Invocation;
import io.troupe.internal.runtime.TroupeRuntime;
import io.troupe.internal.sync.Sharing;
import io.troupe.sync.Lock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.pekko.actor.typed.Behavior;
import org.jspecify.annotations.Nullable;

/** Troupe's own types by the names that Python gives them. */
final class Makers {
  private static final Map<String, Maker> ALL = Map.ofEntries(
      Map.entry("dict", (core, items) -> core.add(Kind.DICT, new MapReferent(items))),
      Map.entry("list", (core, items) -> core.add(Kind.LIST, new ListReferent(items))),
      Map.entry("set", (core, items) -> core.add(Kind.SET, new SetReferent(items))),
      Map.entry("value", (core, items) -> core.add(Kind.VALUE, new ListReferent(items))),
      Map.entry("array", Makers::array),
      Map.entry("namespace", (core, items) -> core.add(Kind.NAMESPACE, new MapReferent(items))),
      Map.entry("actor", Makers::actor),
      Map.entry(
          "queue",
          (core, items) -> TroupeRuntime.current().queues().queue(items.get(0).asInt())),
      Map.entry(
          "joinableQueue",
          (core, items) ->
              TroupeRuntime.current().queues().joinableQueue(items.get(0).asInt())),
      Map.entry("pool", Makers::pool),
      Map.entry("lock", (core, items) -> TroupeRuntime.current().syncs().lock(Sharing.ACTOR)),
      Map.entry("rlock", (core, items) -> TroupeRuntime.current().syncs().rlock(Sharing.ACTOR)),
      Map.entry(
          "semaphore",
          (core, items) ->
              TroupeRuntime.current().syncs().semaphore(items.get(0).asInt(), Sharing.ACTOR)),
      Map.entry(
          "boundedSemaphore",
          (core, items) -> TroupeRuntime.current()
              .syncs()
              .boundedSemaphore(items.get(0).asInt(), Sharing.ACTOR)),
      Map.entry("condition", (core, items) -> condition(items)),
      Map.entry("event", (core, items) -> TroupeRuntime.current().syncs().event(Sharing.ACTOR)),
      Map.entry("barrier", (core, items) -> barrier(items)));

  private Makers() {}

  static @Nullable Maker find(String name) {
    return ALL.get(name);
  }

  private static Object pool(ManagerCore core, List<Item> maker) throws Exception {
    Object made = Invocation.call(maker.get(0).as(Object.class), new Object[0]);
    return TroupeRuntime.current().pools().share((Pool) Objects.requireNonNull(made, "pool"));
  }

  private static Object condition(List<Item> lock) {
    return TroupeRuntime.current()
        .syncs()
        .condition(
            lock.isEmpty()
                ? TroupeRuntime.current().syncs().rlock(Sharing.ACTOR)
                : lock.get(0).as(Lock.class));
  }

  private static Object barrier(List<Item> items) {
    return TroupeRuntime.current()
        .syncs()
        .barrier(
            items.get(0).asInt(),
            items.get(1).isNull() ? null : items.get(1).as(VoidTask0.class),
            items.get(2).isNull() ? null : items.get(2).as(Duration.class));
  }

  private static Object array(ManagerCore core, List<Item> typeAndItems) {
    Class<?> type = typeAndItems.get(0).as(Class.class);
    return core.add(
        Kind.ARRAY, new ListReferent(typeAndItems.subList(1, typeAndItems.size())), type);
  }

  @SuppressWarnings("unchecked") // The façade's type says so.
  private static Object actor(ManagerCore core, List<Item> factory) throws Exception {
    Object made = Invocation.call(factory.get(0).as(Object.class), new Object[0]);
    return core.addActor((Behavior<Object>) Objects.requireNonNull(made, "behavior"));
  }
}
