package io.troupe.internal.lending;

import com.google.protobuf.UnsafeByteOperations;
import io.troupe.internal.memory.SlotItem;
import io.troupe.internal.memory.SlotList;
import io.troupe.proto.MemoryAttach;
import io.troupe.proto.MemoryFrame;
import io.troupe.proto.MemoryHandle;
import io.troupe.proto.SlotItems;
import io.troupe.proto.SlotValue;
import io.troupe.proto.SlotWrite;
import io.troupe.proto.SlotsRead;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A list of another machine: its owner is asked for each item, or for all. */
final class RemoteList extends SlotList {
  private final Loan loan;
  private final int size;

  private RemoteList(Loan loan, int size) {
    this.loan = loan;
    this.size = size;
  }

  /**
   * Attaches to a list of another machine. Blocks for a round trip.
   *
   * @throws io.troupe.OwnerLostException if its owner or the list is gone
   */
  static SlotList attach(
      io.troupe.internal.object.Objects objects, String name, MemoryHandle handle) {
    MemoryAttach.Builder attach = MemoryAttach.newBuilder().setList(name);
    Loan loan = Loan.begin(objects, name, handle.getOwner(), attach);
    return new RemoteList(loan, handle.getSlots());
  }

  MemoryHandle.Builder handle() {
    loan.checkOpen();
    return MemoryHandle.newBuilder().setOwner(loan.owner());
  }

  @Override
  public String name() {
    return loan.address();
  }

  @Override
  public int size() {
    return size;
  }

  /** Returns at least one of the items that are asked for. */
  private List<SlotValue> read(int from, int count) {
    SlotsRead request = SlotsRead.newBuilder()
        .setNumber(loan.number())
        .setFrom(from)
        .setCount(count)
        .build();
    return answered(MemoryFrame.newBuilder().setSlotsRead(request)).getItemsList();
  }

  private SlotItems answered(MemoryFrame.Builder request) {
    return loan.ask(request).getMemory().getSlotItems();
  }

  private SlotValue at(int index) {
    loan.checkOpen();
    return read(Objects.checkIndex(index, size), 1).get(0);
  }

  private static SlotItem item(SlotValue value) {
    return SlotItem.of(value.getType(), value.getData().toByteArray());
  }

  @Override
  public @Nullable Object get(int index) {
    return item(at(index)).value();
  }

  @Override
  public List<@Nullable Object> all() {
    loan.checkOpen();
    List<@Nullable Object> items = new ArrayList<>(size);
    while (items.size() < size) {
      read(items.size(), size - items.size())
          .forEach(each -> items.add(item(each).value()));
    }
    return items;
  }

  /** In one call, and not in one for each item. */
  @Override
  public int indexOf(@Nullable Object item) {
    List<@Nullable Object> all = all();
    for (int i = 0; i < all.size(); i++) {
      if (Objects.deepEquals(all.get(i), item)) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public @Nullable Object set(int index, SlotItem item) {
    loan.checkOpen();
    Objects.checkIndex(index, size);
    SlotValue value = SlotValue.newBuilder()
        .setType(item.tag())
        .setData(UnsafeByteOperations.unsafeWrap(item.bytes()))
        .build();
    SlotWrite request = SlotWrite.newBuilder()
        .setNumber(loan.number())
        .setIndex(index)
        .setItem(value)
        .build();
    return item(answered(MemoryFrame.newBuilder().setSlotWrite(request)).getItems(0))
        .value();
  }

  @Override
  public String format(int index) {
    SlotValue value = at(index);
    return item(value).format(value.getRoom());
  }

  @Override
  public void close() {
    loan.close();
  }

  @Override
  public void unlink() {
    throw new IllegalStateException(
        ("Process %d, on another machine, created shared memory \"%s\" and alone may unlink it;"
                + " here, close it")
            .formatted(loan.owner().getOwnerPid(), name()));
  }
}
