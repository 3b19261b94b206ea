package io.troupe.internal.manager;

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
        .setObject(value.remote().object().handle())
        .setKind(value.kind().name());
    value.types().forEach(type -> handle.addTypes(type.getName()));
    return handle.build().toByteArray();
  }

  @Override
  public Managed decode(byte[] data) throws IOException {
    ManagedHandle handle = ManagedHandle.parseFrom(data);
    List<Class<?>> types = new ArrayList<>();
    for (String name : handle.getTypesList()) {
      types.add(TroupeRuntime.current().payloads().load(name));
    }
    return Managed.open(
        Kind.valueOf(handle.getKind()),
        TroupeRuntime.current().objects().open(handle.getObject()),
        types);
  }
}
