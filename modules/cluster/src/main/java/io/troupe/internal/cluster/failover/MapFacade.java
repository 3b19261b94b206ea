package io.troupe.internal.cluster.failover;

import com.google.protobuf.ByteString;
import io.troupe.cluster.FailoverMap;
import io.troupe.internal.cluster.access.Encoding;
import io.troupe.proto.FailoverMapCommand;
import io.troupe.proto.FailoverQuery;
import io.troupe.proto.FailoverResult;
import io.troupe.proto.ReplaceValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A map, as it is used. */
record MapFacade<K, V>(AgreedName object) implements FailoverMap<K, V> {
  @Override
  public Optional<V> get(K key) {
    return AgreedName.value(object.read(FailoverQuery.newBuilder().setMapGet(encodedKey(key))));
  }

  private static ByteString encodedKey(Object key) {
    return AgreedName.encode(key, "key");
  }

  private static ByteString encodedValue(Object value) {
    return AgreedName.encode(value, "value");
  }

  private FailoverResult write(FailoverMapCommand.Builder change) {
    return object.write(object.command().setMap(change));
  }

  private static FailoverMapCommand.Builder at(Object key) {
    return FailoverMapCommand.newBuilder().setKey(encodedKey(key));
  }

  @Override
  public Optional<V> put(K key, V value) {
    return AgreedName.value(write(at(key).setPut(encodedValue(value))));
  }

  @Override
  public Optional<V> putIfAbsent(K key, V value) {
    return AgreedName.value(write(at(key).setPutIfAbsent(encodedValue(value))));
  }

  @Override
  public Optional<V> remove(K key) {
    return AgreedName.value(write(at(key).setRemove(true)));
  }

  @Override
  public boolean remove(K key, V expected) {
    ReplaceValue change =
        ReplaceValue.newBuilder().setExpected(encodedValue(expected)).build();
    return AgreedName.isDone(write(at(key).setReplace(change)));
  }

  @Override
  public boolean replace(K key, V expected, V value) {
    ReplaceValue change = ReplaceValue.newBuilder()
        .setExpected(encodedValue(expected))
        .setValue(encodedValue(value))
        .build();
    return AgreedName.isDone(write(at(key).setReplace(change)));
  }

  @Override
  public int size() {
    return (int) object.read(FailoverQuery.newBuilder().setMapSize(true)).getNumber();
  }

  @Override
  public Map<K, V> copy() {
    Map<K, V> copy = new LinkedHashMap<>();
    object
        .read(FailoverQuery.newBuilder().setMapCopy(true))
        .getEntriesList()
        .forEach(
            entry -> copy.put(Encoding.decode(entry.getKey()), Encoding.decode(entry.getValue())));
    return copy;
  }

  @Override
  public void clear() {
    write(FailoverMapCommand.newBuilder().setClear(true));
  }

  @Override
  public String toString() {
    return "FailoverMap[" + object + "]";
  }
}
