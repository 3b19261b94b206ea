package io.troupe.internal.lending;

import com.google.protobuf.ByteString;
import io.troupe.internal.memory.Block;
import io.troupe.internal.object.ObjectMessage;
import io.troupe.proto.Frame;
import io.troupe.proto.ItemAnswer;
import io.troupe.proto.ItemRequest;
import io.troupe.proto.ItemsBytes;
import io.troupe.proto.ItemsFill;
import io.troupe.proto.ItemsRead;
import io.troupe.proto.ItemsWrite;
import io.troupe.proto.MemoryFrame;
import java.lang.ref.Reference;

/** A value or an array that is lent. */
record LentItems(Block items) implements Lent {
  @Override
  public void serve(ObjectMessage.Request request) {
    MemoryFrame frame = request.frame().getMemory();
    try {
      request.reply(
          switch (frame.getBodyCase()) {
            case ITEM -> run(frame.getItem());
            case READ -> read(frame.getRead());
            case WRITE -> write(frame.getWrite());
            case FILL -> fill(frame.getFill());
            default -> throw Lent.unknown(request);
          });
    } finally {
      Reference.reachabilityFence(items);
    }
  }

  private Frame.Builder run(ItemRequest request) {
    long bits = ItemAccess.of(request.getType()).run(items, request);
    return Lent.frame(
        MemoryFrame.newBuilder().setItemAnswer(ItemAnswer.newBuilder().setBits(bits)));
  }

  private Frame.Builder read(ItemsRead request) {
    if (request.getLength() > RemoteItems.PART_BYTES) {
      throw new IllegalArgumentException("Too much at once: " + request.getLength() + " bytes");
    }
    ByteString data = ByteString.copyFrom(items.read(request.getAt(), request.getLength()));
    return Lent.frame(MemoryFrame.newBuilder().setBytes(ItemsBytes.newBuilder().setData(data)));
  }

  private Frame.Builder write(ItemsWrite request) {
    ByteString data = request.getData();
    data.copyTo(items.room(request.getAt(), data.size()));
    return Lent.done();
  }

  private Frame.Builder fill(ItemsFill request) {
    items.fill(request.getWidth(), request.getBits());
    return Lent.done();
  }

  @Override
  public void close() {
    items.close();
  }
}
