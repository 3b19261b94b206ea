package io.troupe.internal.cluster.ledger;

import com.google.protobuf.ByteString;
import io.troupe.proto.FailoverCommand;
import io.troupe.proto.FailoverEntry;
import io.troupe.proto.FailoverMapCommand;
import io.troupe.proto.FailoverQuery;
import io.troupe.proto.FailoverResult;
import io.troupe.proto.FailoverResult.Status;
import io.troupe.proto.FailoverSnapshot;
import io.troupe.proto.ReplaceValue;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A map, in the order in which its keys came. */
final class MapThing implements Thing {
  private final Map<ByteString, ByteString> entries = new LinkedHashMap<>();
  private final Room room;

  MapThing(Room room) {
    this.room = room;
  }

  static MapThing of(FailoverSnapshot.MapState written, Room room) {
    MapThing map = new MapThing(room);
    written.getEntriesList().forEach(entry -> {
      map.entries.put(entry.getKey(), entry.getValue());
      room.keep(size(entry.getKey(), entry.getValue()));
    });
    return map;
  }

  @Override
  public FailoverResult apply(long index, FailoverCommand command) {
    FailoverMapCommand change = command.getMap();
    ByteString key = change.getKey();
    return switch (change.getChangeCase()) {
      case PUT -> put(key, change.getPut());
      case PUT_IF_ABSENT -> putIfAbsent(key, change.getPutIfAbsent());
      case REMOVE -> Results.value(remove(key));
      case REPLACE -> replace(key, change.getReplace());
      case CLEAR -> clear();
      case CHANGE_NOT_SET -> Results.refused("an unknown command to a map");
    };
  }

  private FailoverResult put(ByteString key, ByteString value) {
    ByteString before = entries.get(key);
    if (!room.take(size(key, value))) {
      return Results.refused(room.reason());
    }
    if (before != null) {
      room.free(size(key, before));
    }
    entries.put(key, value);
    return Results.value(before);
  }

  private FailoverResult putIfAbsent(ByteString key, ByteString value) {
    ByteString before = entries.get(key);
    return before == null ? put(key, value) : Results.value(Status.NOT_DONE, before);
  }

  private FailoverResult replace(ByteString key, ReplaceValue change) {
    if (!change.getExpected().equals(entries.get(key))) {
      return Results.NOT_DONE;
    }
    return change.hasValue() ? put(key, change.getValue()) : Results.value(remove(key));
  }

  private @Nullable ByteString remove(ByteString key) {
    ByteString before = entries.remove(key);
    if (before != null) {
      room.free(size(key, before));
    }
    return before;
  }

  private FailoverResult clear() {
    entries.forEach((key, value) -> room.free(size(key, value)));
    entries.clear();
    return Results.DONE;
  }

  private static long size(ByteString key, ByteString value) {
    return (long) key.size() + value.size();
  }

  @Override
  public FailoverResult answer(FailoverQuery query) {
    return switch (query.getBodyCase()) {
      case MAP_GET -> Results.value(entries.get(query.getMapGet()));
      case MAP_SIZE -> Results.number(entries.size());
      default -> copy();
    };
  }

  private FailoverResult copy() {
    FailoverResult.Builder copy = FailoverResult.newBuilder();
    entries.forEach((key, value) -> copy.addEntries(entry(key, value)));
    return copy.build();
  }

  private static FailoverEntry entry(ByteString key, ByteString value) {
    return FailoverEntry.newBuilder().setKey(key).setValue(value).build();
  }

  @Override
  public boolean isEmpty() {
    return entries.isEmpty();
  }

  @Override
  public void write(String name, FailoverSnapshot.Builder snapshot) {
    FailoverSnapshot.MapState.Builder map =
        FailoverSnapshot.MapState.newBuilder().setName(name);
    entries.forEach((key, value) -> map.addEntries(entry(key, value)));
    snapshot.addMaps(map);
  }
}
