package io.troupe.internal.cluster.replica;

import io.troupe.internal.cluster.call.ReplicaCalls.Change;
import io.troupe.internal.cluster.call.ReplicaCalls.Kind;
import io.troupe.internal.cluster.call.ReplicaCalls.Part;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.cluster.ddata.Flag;
import org.apache.pekko.cluster.ddata.FlagKey;
import org.apache.pekko.cluster.ddata.Key;
import org.apache.pekko.cluster.ddata.LWWMap;
import org.apache.pekko.cluster.ddata.LWWMapKey;
import org.apache.pekko.cluster.ddata.ORSet;
import org.apache.pekko.cluster.ddata.ORSetKey;
import org.apache.pekko.cluster.ddata.PNCounter;
import org.apache.pekko.cluster.ddata.PNCounterKey;
import org.apache.pekko.cluster.ddata.ReplicatedData;
import org.apache.pekko.cluster.ddata.SelfUniqueAddress;
import org.apache.pekko.util.ByteString;
import scala.jdk.javaapi.OptionConverters;

/**
 * What a kind of object is in Distributed Data. Used on the replicator's thread, too: none blocks.
 *
 * @param <D> its type there
 */
interface Form<D extends ReplicatedData> {
  byte[] NO_BYTES = {};

  /** Returns that of a kind. */
  static Form<?> of(Kind kind) {
    return switch (kind) {
      case MAP, REGISTER -> new Pairs();
      case SET -> new Members();
      case COUNTER -> new Sum();
      case FLAG -> new Switch();
    };
  }

  Key<D> key(Part part);

  D empty();

  /**
   * Returns the data after a change.
   *
   * @throws IllegalStateException if it does not fit in the part
   */
  D changed(D data, Part part, Change change, SelfUniqueAddress self);

  /** Returns what is at a key. */
  Optional<byte[]> get(D data, String key);

  /** Returns all that is in it. */
  Map<String, byte[]> contents(D data);

  private static UnsupportedOperationException unknown(Part part, Change change) {
    return new UnsupportedOperationException("No " + change + " of the " + part);
  }

  /** Keys with values. */
  final class Pairs implements Form<LWWMap<String, ByteString>> {
    @Override
    public Key<LWWMap<String, ByteString>> key(Part part) {
      return LWWMapKey.create(part.id());
    }

    @Override
    public LWWMap<String, ByteString> empty() {
      return LWWMap.create();
    }

    @Override
    public LWWMap<String, ByteString> changed(
        LWWMap<String, ByteString> data, Part part, Change change, SelfUniqueAddress self) {
      if (change instanceof Change.Put put) {
        Room room = new Room();
        data.getEntries().forEach((key, value) -> room.take(key, put.key(), value.size()));
        room.require(part, put.key(), put.value().length);
        return data.put(self, put.key(), ByteString.fromArray(put.value()));
      } else if (change instanceof Change.Remove remove) {
        return data.contains(remove.key()) ? data.remove(self, remove.key()) : data;
      }
      throw unknown(part, change);
    }

    @Override
    public Optional<byte[]> get(LWWMap<String, ByteString> data, String key) {
      return OptionConverters.toJava(data.get(key)).map(Pairs::bytes);
    }

    @Override
    public Map<String, byte[]> contents(LWWMap<String, ByteString> data) {
      Map<String, byte[]> contents = new HashMap<>();
      data.getEntries().forEach((key, value) -> contents.put(key, bytes(value)));
      return contents;
    }

    private static byte[] bytes(ByteString value) {
      return value.toArrayUnsafe();
    }
  }

  /** Keys alone. */
  final class Members implements Form<ORSet<String>> {
    @Override
    public Key<ORSet<String>> key(Part part) {
      return ORSetKey.create(part.id());
    }

    @Override
    public ORSet<String> empty() {
      return ORSet.create();
    }

    @Override
    public ORSet<String> changed(
        ORSet<String> data, Part part, Change change, SelfUniqueAddress self) {
      if (change instanceof Change.Put put) {
        Room room = new Room();
        data.getElements().forEach(key -> room.take(key, put.key(), 0));
        room.require(part, put.key(), 0);
        return data.add(self, put.key());
      } else if (change instanceof Change.Remove remove) {
        return data.contains(remove.key()) ? data.remove(self, remove.key()) : data;
      }
      throw unknown(part, change);
    }

    @Override
    public Optional<byte[]> get(ORSet<String> data, String key) {
      return data.contains(key) ? Optional.of(NO_BYTES) : Optional.empty();
    }

    @Override
    public Map<String, byte[]> contents(ORSet<String> data) {
      Map<String, byte[]> contents = new HashMap<>();
      data.getElements().forEach(key -> contents.put(key, NO_BYTES));
      return contents;
    }
  }

  /** A number. */
  final class Sum implements Form<PNCounter> {
    @Override
    public Key<PNCounter> key(Part part) {
      return PNCounterKey.create(part.id());
    }

    @Override
    public PNCounter empty() {
      return PNCounter.create();
    }

    @Override
    public PNCounter changed(PNCounter data, Part part, Change change, SelfUniqueAddress self) {
      if (change instanceof Change.Add add) {
        return data.increment(self, add.amount());
      }
      throw unknown(part, change);
    }

    @Override
    public Optional<byte[]> get(PNCounter data, String key) {
      return Optional.of(data.getValue().toByteArray());
    }

    @Override
    public Map<String, byte[]> contents(PNCounter data) {
      return Map.of("", data.getValue().toByteArray());
    }
  }

  /** What is on, once and for all. */
  final class Switch implements Form<Flag> {
    @Override
    public Key<Flag> key(Part part) {
      return FlagKey.create(part.id());
    }

    @Override
    public Flag empty() {
      return Flag.create();
    }

    @Override
    public Flag changed(Flag data, Part part, Change change, SelfUniqueAddress self) {
      if (change instanceof Change.Put) {
        return data.switchOn();
      }
      throw unknown(part, change);
    }

    @Override
    public Optional<byte[]> get(Flag data, String key) {
      return data.enabled() ? Optional.of(NO_BYTES) : Optional.empty();
    }

    @Override
    public Map<String, byte[]> contents(Flag data) {
      return data.enabled() ? Map.of("", NO_BYTES) : Map.of();
    }
  }
}
