package io.troupe.internal.cluster.ledger;

import io.troupe.proto.FailoverCommand;
import io.troupe.proto.FailoverKind;
import io.troupe.proto.FailoverPermitCommand;
import io.troupe.proto.FailoverQuery;
import io.troupe.proto.FailoverResult;
import io.troupe.proto.FailoverSnapshot;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The objects, by kind and name; there are those that are not empty. Not thread-safe. */
final class Things {
  private final Map<Key, Thing> things = new LinkedHashMap<>();
  private final Room room;
  private final Thing.Late late;

  private record Key(FailoverKind kind, String name) {}

  /** @param mostBytes how much all of them may hold */
  Things(long mostBytes, Thing.Late late) {
    room = new Room(mostBytes);
    this.late = late;
  }

  static Things of(FailoverSnapshot written, long mostBytes, Thing.Late late) {
    Things read = new Things(mostBytes, late);
    written
        .getMapsList()
        .forEach(each -> read.things.put(
            new Key(FailoverKind.FAILOVER_MAP, each.getName()), MapThing.of(each, read.room)));
    written
        .getCountersList()
        .forEach(each -> read.things.put(
            new Key(FailoverKind.FAILOVER_COUNTER, each.getName()),
            new CounterThing(each.getValue())));
    written
        .getPermitsList()
        .forEach(each ->
            read.things.put(new Key(each.getKind(), each.getName()), PermitThing.of(each, late)));
    written
        .getQueuesList()
        .forEach(each -> read.things.put(
            new Key(FailoverKind.FAILOVER_QUEUE, each.getName()),
            QueueThing.of(each, read.room, late)));
    written
        .getActorsList()
        .forEach(each -> read.things.put(
            new Key(FailoverKind.FAILOVER_ACTOR, each.getName()),
            ActorThing.of(each, read.room, late)));
    return read;
  }

  FailoverResult apply(long index, FailoverCommand command) {
    Key key = new Key(kind(command), command.getName());
    Thing thing = things.get(key);
    if (thing == null) {
      thing = made(key, command.getPermit());
      things.put(key, thing);
    }
    FailoverResult result = thing.apply(index, command);
    forgetIfEmpty(key, thing);
    return result;
  }

  private static FailoverKind kind(FailoverCommand command) {
    return switch (command.getBodyCase()) {
      case MAP -> FailoverKind.FAILOVER_MAP;
      case COUNTER -> FailoverKind.FAILOVER_COUNTER;
      case PERMIT -> command.getPermit().getKind();
      case ACTOR -> FailoverKind.FAILOVER_ACTOR;
      default -> FailoverKind.FAILOVER_QUEUE;
    };
  }

  private Thing made(Key key, FailoverPermitCommand permit) {
    return switch (key.kind()) {
      case FAILOVER_MAP -> new MapThing(room);
      case FAILOVER_COUNTER -> new CounterThing(0);
      case FAILOVER_QUEUE -> new QueueThing(room, late);
      case FAILOVER_ACTOR -> new ActorThing(room, late);
      default -> new PermitThing(key.kind(), permit.getPermits(), late);
    };
  }

  private void forgetIfEmpty(Key key, Thing thing) {
    if (thing.isEmpty()) {
      things.remove(key);
    }
  }

  FailoverResult answer(FailoverQuery query) {
    Key key = new Key(kind(query), query.getName());
    Thing thing = things.get(key);
    return (thing == null ? made(key, FailoverPermitCommand.getDefaultInstance()) : thing)
        .answer(query);
  }

  private static FailoverKind kind(FailoverQuery query) {
    return switch (query.getBodyCase()) {
      case COUNTER_VALUE -> FailoverKind.FAILOVER_COUNTER;
      case PERMITS_TAKEN -> query.getPermitsTaken();
      case QUEUE_SIZE -> FailoverKind.FAILOVER_QUEUE;
      default -> FailoverKind.FAILOVER_MAP;
    };
  }

  void cancel(FailoverKind kind, String name, Ticket ticket) {
    Key key = new Key(kind, name);
    Thing thing = things.get(key);
    if (thing != null) {
      thing.cancel(ticket);
      forgetIfEmpty(key, thing);
    }
  }

  void ended(Set<Long> sessions, long index) {
    things.values().forEach(thing -> thing.ended(sessions, index));
    things.values().removeIf(Thing::isEmpty);
  }

  void write(FailoverSnapshot.Builder snapshot) {
    things.forEach((key, thing) -> thing.write(key.name(), snapshot));
  }
}
