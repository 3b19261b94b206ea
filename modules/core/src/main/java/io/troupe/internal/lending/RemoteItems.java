package io.troupe.internal.lending;

import com.google.protobuf.UnsafeByteOperations;
import io.troupe.internal.memory.Block;
import io.troupe.internal.memory.Items;
import io.troupe.internal.object.ObjectRef;
import io.troupe.proto.ItemRequest;
import io.troupe.proto.ItemRequest.Act;
import io.troupe.proto.ItemType;
import io.troupe.proto.ItemsFill;
import io.troupe.proto.ItemsRead;
import io.troupe.proto.ItemsWrite;
import io.troupe.proto.MemoryAttach;
import io.troupe.proto.MemoryFrame;
import io.troupe.proto.MemoryHandle;
import io.troupe.proto.ObjectHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * Items of another machine: each operation is a call of their owner, a large copy some calls. Plain
 * access is no cheaper than volatile access, and does the same.
 */
public final class RemoteItems extends Items {
  /** Large enough for the round trips not to count, small enough for memory. */
  static final int PART_BYTES = 4 << 20;

  private final Loan loan;
  private final int bytes;
  private final ByteOrder order;

  private RemoteItems(Loan loan, int bytes, ByteOrder order) {
    this.loan = loan;
    this.bytes = bytes;
    this.order = order;
  }

  /**
   * Attaches to memory of another machine. Blocks for a round trip.
   *
   * @throws io.troupe.OwnerLostException if its owner or the memory is gone
   */
  static Items attach(
      io.troupe.internal.object.Objects objects, String address, MemoryHandle handle) {
    MemoryAttach.Builder attach = MemoryAttach.newBuilder().setBlock(address);
    Loan loan = Loan.begin(objects, address, handle.getOwner(), attach);
    ByteOrder order = handle.getBigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    return new RemoteItems(loan, Block.bytesAt(address), order);
  }

  MemoryHandle.Builder handle() {
    return MemoryHandle.newBuilder()
        .setOwner(loan.owner())
        .setBigEndian(order == ByteOrder.BIG_ENDIAN);
  }

  /** Returns what lends the memory. */
  public ObjectRef object() {
    return loan.object();
  }

  /** Returns the handle of what lends the memory. */
  public ObjectHandle owner() {
    return loan.owner();
  }

  @Override
  public String address() {
    loan.checkOpen();
    return loan.address();
  }

  @Override
  public int bytes() {
    return bytes;
  }

  @Override
  public void close() {
    loan.close();
  }

  private long ask(Act act, ItemType type, int at, long operand, long expected) {
    ItemRequest request = ItemRequest.newBuilder()
        .setNumber(loan.number())
        .setAct(act)
        .setType(type)
        .setAt(at)
        .setOperand(operand)
        .setExpected(expected)
        .build();
    return loan.ask(MemoryFrame.newBuilder().setItem(request))
        .getMemory()
        .getItemAnswer()
        .getBits();
  }

  private long get(ItemType type, int at) {
    return ask(Act.ACT_GET, type, at, 0, 0);
  }

  private void set(ItemType type, int at, long value) {
    ask(Act.ACT_SET, type, at, value, 0);
  }

  private boolean compareAndSet(ItemType type, int at, long expected, long value) {
    return ask(Act.ACT_COMPARE_AND_SET, type, at, value, expected) != 0;
  }

  private long getAndSet(ItemType type, int at, long value) {
    return ask(Act.ACT_GET_AND_SET, type, at, value, 0);
  }

  private long getAndAdd(ItemType type, int at, long delta) {
    return ask(Act.ACT_GET_AND_ADD, type, at, delta, 0);
  }

  @Override
  public int getInt(int at) {
    return (int) get(ItemType.ITEM_TYPE_INT, at);
  }

  @Override
  public void setInt(int at, int value) {
    set(ItemType.ITEM_TYPE_INT, at, value);
  }

  @Override
  public boolean compareAndSetInt(int at, int expected, int value) {
    return compareAndSet(ItemType.ITEM_TYPE_INT, at, expected, value);
  }

  @Override
  public int getAndSetInt(int at, int value) {
    return (int) getAndSet(ItemType.ITEM_TYPE_INT, at, value);
  }

  @Override
  public int getAndAddInt(int at, int delta) {
    return (int) getAndAdd(ItemType.ITEM_TYPE_INT, at, delta);
  }

  @Override
  public int getIntPlain(int at) {
    return getInt(at);
  }

  @Override
  public void setIntPlain(int at, int value) {
    setInt(at, value);
  }

  @Override
  public long getLong(int at) {
    return get(ItemType.ITEM_TYPE_LONG, at);
  }

  @Override
  public void setLong(int at, long value) {
    set(ItemType.ITEM_TYPE_LONG, at, value);
  }

  @Override
  public boolean compareAndSetLong(int at, long expected, long value) {
    return compareAndSet(ItemType.ITEM_TYPE_LONG, at, expected, value);
  }

  @Override
  public long getAndSetLong(int at, long value) {
    return getAndSet(ItemType.ITEM_TYPE_LONG, at, value);
  }

  @Override
  public long getAndAddLong(int at, long delta) {
    return getAndAdd(ItemType.ITEM_TYPE_LONG, at, delta);
  }

  @Override
  public long getLongPlain(int at) {
    return getLong(at);
  }

  @Override
  public void setLongPlain(int at, long value) {
    setLong(at, value);
  }

  @Override
  public byte getByte(int at) {
    return (byte) get(ItemType.ITEM_TYPE_BYTE, at);
  }

  @Override
  public void setByte(int at, byte value) {
    set(ItemType.ITEM_TYPE_BYTE, at, value);
  }

  @Override
  public boolean compareAndSetByte(int at, byte expected, byte value) {
    return compareAndSet(ItemType.ITEM_TYPE_BYTE, at, expected, value);
  }

  @Override
  public byte getAndSetByte(int at, byte value) {
    return (byte) getAndSet(ItemType.ITEM_TYPE_BYTE, at, value);
  }

  @Override
  public byte getAndAddByte(int at, byte delta) {
    return (byte) getAndAdd(ItemType.ITEM_TYPE_BYTE, at, delta);
  }

  @Override
  public byte getBytePlain(int at) {
    return getByte(at);
  }

  @Override
  public void setBytePlain(int at, byte value) {
    setByte(at, value);
  }

  @Override
  public short getShort(int at) {
    return (short) get(ItemType.ITEM_TYPE_SHORT, at);
  }

  @Override
  public void setShort(int at, short value) {
    set(ItemType.ITEM_TYPE_SHORT, at, value);
  }

  @Override
  public boolean compareAndSetShort(int at, short expected, short value) {
    return compareAndSet(ItemType.ITEM_TYPE_SHORT, at, expected, value);
  }

  @Override
  public short getAndSetShort(int at, short value) {
    return (short) getAndSet(ItemType.ITEM_TYPE_SHORT, at, value);
  }

  @Override
  public short getAndAddShort(int at, short delta) {
    return (short) getAndAdd(ItemType.ITEM_TYPE_SHORT, at, delta);
  }

  @Override
  public short getShortPlain(int at) {
    return getShort(at);
  }

  @Override
  public void setShortPlain(int at, short value) {
    setShort(at, value);
  }

  @Override
  public float getAndAddFloat(int at, float delta) {
    int bits = Float.floatToRawIntBits(delta);
    return Float.intBitsToFloat((int) getAndAdd(ItemType.ITEM_TYPE_FLOAT, at, bits));
  }

  @Override
  public double getAndAddDouble(int at, double delta) {
    long bits = Double.doubleToRawLongBits(delta);
    return Double.longBitsToDouble(getAndAdd(ItemType.ITEM_TYPE_DOUBLE, at, bits));
  }

  @Override
  public ByteBuffer read(int at, int length) {
    loan.checkOpen();
    Objects.checkFromIndexSize(at, length, bytes);
    ItemsRead request = ItemsRead.newBuilder()
        .setNumber(loan.number())
        .setAt(at)
        .setLength(Math.min(length, PART_BYTES))
        .build();
    return loan.ask(MemoryFrame.newBuilder().setRead(request))
        .getMemory()
        .getBytes()
        .getData()
        .asReadOnlyByteBuffer()
        .slice() // it may begin in the middle of its memory
        .order(order);
  }

  @Override
  public ByteBuffer room(int at, int length) {
    loan.checkOpen();
    Objects.checkFromIndexSize(at, length, bytes);
    return ByteBuffer.allocate(Math.min(length, PART_BYTES)).order(order);
  }

  @Override
  public void store(int at, ByteBuffer room) {
    ItemsWrite request = ItemsWrite.newBuilder()
        .setNumber(loan.number())
        .setAt(at)
        .setData(UnsafeByteOperations.unsafeWrap(room.clear()))
        .build();
    loan.ask(MemoryFrame.newBuilder().setWrite(request));
  }

  @Override
  public void fill(int width, long bits) {
    ItemsFill request = ItemsFill.newBuilder()
        .setNumber(loan.number())
        .setWidth(width)
        .setBits(bits)
        .build();
    loan.ask(MemoryFrame.newBuilder().setFill(request));
  }
}
