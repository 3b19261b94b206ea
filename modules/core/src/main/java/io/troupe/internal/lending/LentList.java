package io.troupe.internal.lending;

import com.google.protobuf.UnsafeByteOperations;
import io.troupe.internal.memory.MappedList;
import io.troupe.internal.memory.SlotItem;
import io.troupe.internal.object.ObjectMessage;
import io.troupe.internal.object.Refusals;
import io.troupe.proto.Frame;
import io.troupe.proto.MemoryFrame;
import io.troupe.proto.SlotItems;
import io.troupe.proto.SlotValue;
import io.troupe.proto.SlotWrite;
import io.troupe.proto.SlotsRead;
import java.util.Objects;

/** A list that is lent. */
record LentList(MappedList list) implements Lent {
  /** An answer has not many more bytes: who wants more items asks again. */
  private static final int MOST_BYTES = 1 << 20;

  @Override
  public void serve(ObjectMessage.Request request) {
    MemoryFrame frame = request.frame().getMemory();
    switch (frame.getBodyCase()) {
      case SLOTS_READ -> request.reply(read(frame.getSlotsRead()));
      case SLOT_WRITE -> write(frame.getSlotWrite(), request);
      default -> throw Lent.unknown(request);
    }
  }

  private Frame.Builder read(SlotsRead request) {
    int from = Objects.checkFromIndexSize(request.getFrom(), request.getCount(), list.size());
    int to = from + request.getCount();
    SlotItems.Builder items = SlotItems.newBuilder();
    int bytes = 0;
    for (int i = from; i < to && bytes < MOST_BYTES; i++) {
      SlotItem item = list.read(i);
      bytes += item.bytes().length;
      items.addItems(encode(item).setRoom(list.room(i)));
    }
    return answer(items);
  }

  private static SlotValue.Builder encode(SlotItem item) {
    return SlotValue.newBuilder()
        .setType(item.tag())
        .setData(UnsafeByteOperations.unsafeWrap(item.bytes()));
  }

  private static Frame.Builder answer(SlotItems.Builder items) {
    return Lent.frame(MemoryFrame.newBuilder().setSlotItems(items));
  }

  private static Frame.Builder before(SlotItem item) {
    return answer(SlotItems.newBuilder().addItems(encode(item)));
  }

  private void write(SlotWrite wish, ObjectMessage.Request request) {
    SlotItem item =
        SlotItem.of(wish.getItem().getType(), wish.getItem().getData().toByteArray());
    SlotItem old = list.tryReplace(wish.getIndex(), item);
    if (old != null) {
      request.reply(before(old));
    } else {
      writeElsewhere(wish.getIndex(), item, request);
    }
  }

  /** Another writer is at the slot, which may be stopped: the reader of a link does not wait. */
  private void writeElsewhere(int index, SlotItem item, ObjectMessage.Request request) {
    Thread writer = new Thread(
        () -> {
          try {
            request.reply(before(list.replace(index, item)));
          } catch (RuntimeException e) {
            request.reply(Refusals.encode(e));
          }
        },
        "troupe-slot-writer");
    writer.setDaemon(true);
    writer.start();
  }

  @Override
  public void close() {
    list.close();
  }
}
