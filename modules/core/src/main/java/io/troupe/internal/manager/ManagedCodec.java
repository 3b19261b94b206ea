package io.troupe.internal.manager;

import io.troupe.internal.manager.call.Kind;
import io.troupe.internal.manager.call.Managed;
import io.troupe.internal.manager.call.ManagedRef;
import io.troupe.internal.manager.collection.ArrayProxy;
import io.troupe.internal.manager.collection.ListProxy;
import io.troupe.internal.manager.collection.MapProxy;
import io.troupe.internal.manager.collection.NamespaceProxy;
import io.troupe.internal.manager.collection.SetProxy;
import io.troupe.internal.manager.collection.ValueProxy;
import io.troupe.internal.manager.type.RemoteIterable;
import io.troupe.internal.manager.type.RemoteIterator;
import io.troupe.internal.manager.type.TypeProxy;
import io.troupe.internal.object.ObjectRef;
import io.troupe.internal.payload.Departure;
import io.troupe.internal.runtime.TroupeRuntime;
import io.troupe.proto.ManagedHandle;
import io.troupe.spi.PayloadCodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Carries managed objects to other processes: as handles, which are opened where they arrive. */
public final class ManagedCodec implements PayloadCodec<Managed> {

  @Override
  public Class<Managed> type() {
    return Managed.class;
  }

  @Override
  public String name() {
    return "io.troupe.Managed";
  }

  @Override
  public byte[] encode(Managed value) {
    ManagedHandle.Builder handle = ManagedHandle.newBuilder()
        .setObject(value.managedRef().object().handle())
        .setKind(value.managedKind().name())
        .setCallTimeoutNanos(value.managedRef().callTimeoutNanos());
    Departure.noteStorable();
    value.managedTypes().forEach(type -> handle.addTypes(type.getName()));
    return handle.build().toByteArray();
  }

  @Override
  public Managed decode(byte[] data) throws IOException {
    ManagedHandle handle = ManagedHandle.parseFrom(data);
    List<Class<?>> types = new ArrayList<>();
    for (String name : handle.getTypesList()) {
      types.add(TroupeRuntime.current().payloads().load(name));
    }
    return open(
        Kind.valueOf(handle.getKind()),
        TroupeRuntime.current().objects().openOrBorrow(handle.getObject()),
        types,
        handle.getCallTimeoutNanos());
  }

  /**
   * Returns a façade of an object.
   *
   * @param callTimeoutNanos how long a call may take; 0 for no limit
   */
  static Managed open(Kind kind, ObjectRef object, List<Class<?>> types, long callTimeoutNanos) {
    ManagedRef ref = new ManagedRef(object, callTimeoutNanos);
    return switch (kind) {
      case MANAGER -> DefaultManager.elsewhere(ref);
      case DICT -> new MapProxy<>(ref);
      case LIST -> new ListProxy<>(ref);
      case SET -> new SetProxy<>(ref);
      case VALUE -> new ValueProxy<>(ref);
      case ARRAY -> new ArrayProxy<>(ref, types.get(0));
      case NAMESPACE -> new NamespaceProxy(ref);
      case TYPE -> TypeProxy.of(ref, types.get(0));
      case ITERATOR -> new RemoteIterator<>(ref);
      case ITERABLE -> new RemoteIterable<>(ref);
    };
  }
}
