package io.troupe.internal.queue;

import io.troupe.Queue;
import io.troupe.proto.QueueHandle;
import io.troupe.spi.PayloadCodec;
import java.io.IOException;
import java.util.function.Supplier;

/** Carries a handle of a queue, joinable or not. */
@SuppressWarnings("rawtypes") // a class literal has no type argument
public final class QueueCodec implements PayloadCodec<Queue> {
  private final Supplier<Queues> queues;

  /** @param queues those of the runtime in which handles arrive */
  public QueueCodec(Supplier<Queues> queues) {
    this.queues = queues;
  }

  @Override
  public Class<Queue> type() {
    return Queue.class;
  }

  @Override
  public String name() {
    return "troupe.Queue";
  }

  @Override
  public byte[] encode(Queue value) throws IOException {
    if (value instanceof DefaultQueue<?> queue) {
      return queue.handle().toByteArray();
    }
    throw new IOException(
        "only Troupe's own queues can be passed on, not a " + value.getClass().getName());
  }

  @Override
  public Queue decode(byte[] data) throws IOException {
    return queues.get().open(QueueHandle.parseFrom(data));
  }
}
