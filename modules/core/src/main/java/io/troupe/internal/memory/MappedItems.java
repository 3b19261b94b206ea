package io.troupe.internal.memory;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/** Items in memory that is mapped into this process. */
abstract class MappedItems extends Items {

  /**
   * Returns the memory, in native byte order.
   *
   * @throws IllegalStateException after {@link #close}
   */
  abstract ByteBuffer memory();

  @Override
  public int getInt(int at) {
    return Cells.getInt(memory(), at);
  }

  @Override
  public void setInt(int at, int value) {
    Cells.setInt(memory(), at, value);
  }

  @Override
  public boolean compareAndSetInt(int at, int expected, int value) {
    return Cells.compareAndSetInt(memory(), at, expected, value);
  }

  @Override
  public int getAndSetInt(int at, int value) {
    return Cells.getAndSetInt(memory(), at, value);
  }

  @Override
  public int getAndAddInt(int at, int delta) {
    return Cells.getAndAddInt(memory(), at, delta);
  }

  @Override
  public long getLong(int at) {
    return Cells.getLong(memory(), at);
  }

  @Override
  public void setLong(int at, long value) {
    Cells.setLong(memory(), at, value);
  }

  @Override
  public boolean compareAndSetLong(int at, long expected, long value) {
    return Cells.compareAndSetLong(memory(), at, expected, value);
  }

  @Override
  public long getAndSetLong(int at, long value) {
    return Cells.getAndSetLong(memory(), at, value);
  }

  @Override
  public long getAndAddLong(int at, long delta) {
    return Cells.getAndAddLong(memory(), at, delta);
  }

  @Override
  public byte getByte(int at) {
    return Cells.getByte(memory(), at);
  }

  @Override
  public void setByte(int at, byte value) {
    Cells.setByte(memory(), at, value);
  }

  @Override
  public boolean compareAndSetByte(int at, byte expected, byte value) {
    return Cells.compareAndSetByte(memory(), at, expected, value);
  }

  @Override
  public short getShort(int at) {
    return Cells.getShort(memory(), at);
  }

  @Override
  public void setShort(int at, short value) {
    Cells.setShort(memory(), at, value);
  }

  @Override
  public boolean compareAndSetShort(int at, short expected, short value) {
    return Cells.compareAndSetShort(memory(), at, expected, value);
  }

  @Override
  public byte getBytePlain(int at) {
    return memory().get(at);
  }

  @Override
  public void setBytePlain(int at, byte value) {
    memory().put(at, value);
  }

  @Override
  public short getShortPlain(int at) {
    return memory().getShort(at);
  }

  @Override
  public void setShortPlain(int at, short value) {
    memory().putShort(at, value);
  }

  @Override
  public int getIntPlain(int at) {
    return memory().getInt(at);
  }

  @Override
  public void setIntPlain(int at, int value) {
    memory().putInt(at, value);
  }

  @Override
  public long getLongPlain(int at) {
    return memory().getLong(at);
  }

  @Override
  public void setLongPlain(int at, long value) {
    memory().putLong(at, value);
  }

  @Override
  public ByteBuffer read(int at, int bytes) {
    return room(at, bytes);
  }

  @Override
  public ByteBuffer room(int at, int bytes) {
    ByteBuffer memory = memory();
    Objects.checkFromIndexSize(at, bytes, bytes());
    return memory.slice(at, bytes).order(ByteOrder.nativeOrder());
  }

  @Override
  public void store(int at, ByteBuffer room) {
    // They are the items.
  }

  @Override
  public void fill(int width, long bits) {
    ByteBuffer items = room(0, bytes());
    switch (width) {
      case Byte.BYTES -> {
        for (int at = 0; at < items.limit(); at += Byte.BYTES) {
          items.put(at, (byte) bits);
        }
      }
      case Short.BYTES -> {
        for (int at = 0; at < items.limit(); at += Short.BYTES) {
          items.putShort(at, (short) bits);
        }
      }
      case Integer.BYTES -> {
        for (int at = 0; at < items.limit(); at += Integer.BYTES) {
          items.putInt(at, (int) bits);
        }
      }
      case Long.BYTES -> {
        for (int at = 0; at < items.limit(); at += Long.BYTES) {
          items.putLong(at, bits);
        }
      }
      default -> throw new IllegalArgumentException("No item has " + width + " bytes");
    }
  }
}
