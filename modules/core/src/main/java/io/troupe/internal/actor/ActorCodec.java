package io.troupe.internal.actor;

import io.troupe.internal.payload.Selective;
import io.troupe.proto.ActorHandle;
import io.troupe.spi.PayloadCodec;
import java.io.IOException;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;

/** Carries references to actors. */
@SuppressWarnings("rawtypes") // a class literal has no type argument
public final class ActorCodec implements PayloadCodec<ActorRef>, Selective {
  private final Supplier<ActorRefs> refs;

  /** @param refs those of the runtime in which handles arrive */
  public ActorCodec(Supplier<ActorRefs> refs) {
    this.refs = refs;
  }

  /** Pekko's class is not loaded for values that surely are none. */
  @Override
  public boolean mayBe(Class<?> type) {
    String name = type.getName();
    return name.startsWith("org.apache.pekko.") || name.startsWith("io.troupe.internal.actor.");
  }

  @Override
  public Class<ActorRef> type() {
    return ActorRef.class;
  }

  @Override
  public String name() {
    return "troupe.ActorRef";
  }

  @Override
  public byte[] encode(ActorRef value) {
    return refs.get().handle(value).toByteArray();
  }

  @Override
  public ActorRef decode(byte[] data) throws IOException {
    return refs.get().open(ActorHandle.parseFrom(data));
  }
}
