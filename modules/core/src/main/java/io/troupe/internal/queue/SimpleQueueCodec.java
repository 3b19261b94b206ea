package io.troupe.internal.queue;

import io.troupe.SimpleQueue;
import io.troupe.proto.QueueHandle;
import io.troupe.spi.PayloadCodec;
import java.io.IOException;
import java.util.function.Supplier;

/** Carries a handle of a simple queue. */
@SuppressWarnings("rawtypes") // a class literal has no type argument
public final class SimpleQueueCodec implements PayloadCodec<SimpleQueue> {
  private final Supplier<Queues> queues;

  /** @param queues those of the runtime in which handles arrive */
  public SimpleQueueCodec(Supplier<Queues> queues) {
    this.queues = queues;
  }

  @Override
  public Class<SimpleQueue> type() {
    return SimpleQueue.class;
  }

  @Override
  public String name() {
    return "troupe.SimpleQueue";
  }

  @Override
  public byte[] encode(SimpleQueue value) throws IOException {
    if (value instanceof DefaultSimpleQueue<?> queue) {
      return queue.handle().toByteArray();
    }
    throw new IOException(
        "only Troupe's own queues can be passed on, not a " + value.getClass().getName());
  }

  @Override
  public SimpleQueue decode(byte[] data) throws IOException {
    return queues.get().openSimple(QueueHandle.parseFrom(data));
  }
}
