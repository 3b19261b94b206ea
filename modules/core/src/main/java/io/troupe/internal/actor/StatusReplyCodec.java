package io.troupe.internal.actor;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.ByteString;
import io.troupe.internal.payload.Payloads;
import io.troupe.internal.payload.Selective;
import io.troupe.spi.PayloadCodec;
import java.util.function.Supplier;
import org.apache.pekko.pattern.StatusReply;
import org.jspecify.annotations.Nullable;

/** Carries the answers of Pekko's {@code askWithStatus}: a value, or an exception. */
@SuppressWarnings("rawtypes") // a class literal has no type argument
public final class StatusReplyCodec implements PayloadCodec<StatusReply>, Selective {
  private final Supplier<Payloads> payloads;

  public StatusReplyCodec(Supplier<Payloads> payloads) {
    this.payloads = payloads;
  }

  @Override
  public boolean mayBe(Class<?> type) {
    return type.getName().startsWith("org.apache.pekko.");
  }

  @Override
  public Class<StatusReply> type() {
    return StatusReply.class;
  }

  @Override
  public String name() {
    return "troupe.StatusReply";
  }

  /** As a list: of the value, or of nothing and the exception. */
  @Override
  public byte[] encode(StatusReply value) {
    ByteString list = value.isSuccess()
        ? payloads.get().encodeArguments(value.getValue())
        : payloads.get().encodeArguments(null, value.getError());
    return list.toByteArray();
  }

  @Override
  public StatusReply decode(byte[] data) {
    @Nullable Object[] list = payloads.get().decodeArguments(ByteString.copyFrom(data));
    return list.length == 1
        ? StatusReply.success(list[0])
        : StatusReply.error((Throwable) requireNonNull(list[1], "error"));
  }
}
