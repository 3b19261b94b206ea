package io.troupe.internal.memory;

import java.nio.ByteBuffer;

/**
 * The memory of a value or an array, as a handle of this process uses it: a {@link Block} where it
 * is mapped, else its owner is asked. Items are raw bits; offsets are in bytes and must be
 * multiples of the width. What is not said to be plain is volatile, or atomic. Thread-safe, except
 * that it must not be used while it is closed.
 *
 * <p>A class and not an interface: where all memory is of this machine, {@code Block} is the only
 * subclass that is loaded, and what is called here costs nothing.
 *
 * <p>Every method but {@link #bytes} and {@link #close} throws {@link IllegalStateException} after
 * {@code close}.
 */
public abstract class Items {

  /** Returns the name of the memory at its machine. */
  public abstract String address();

  /** Returns the size of the memory as it was asked for. */
  public abstract int bytes();

  /** Gives the handle back; again does nothing. */
  public abstract void close();

  public abstract int getInt(int at);

  public abstract void setInt(int at, int value);

  public abstract boolean compareAndSetInt(int at, int expected, int value);

  public abstract int getAndSetInt(int at, int value);

  public abstract int getAndAddInt(int at, int delta);

  public abstract long getLong(int at);

  public abstract void setLong(int at, long value);

  public abstract boolean compareAndSetLong(int at, long expected, long value);

  public abstract long getAndSetLong(int at, long value);

  public abstract long getAndAddLong(int at, long delta);

  public abstract byte getByte(int at);

  public abstract void setByte(int at, byte value);

  public abstract boolean compareAndSetByte(int at, byte expected, byte value);

  public abstract short getShort(int at);

  public abstract void setShort(int at, short value);

  public abstract boolean compareAndSetShort(int at, short expected, short value);

  public byte getAndSetByte(int at, byte value) {
    byte old = getByte(at);
    while (!compareAndSetByte(at, old, value)) {
      old = getByte(at);
    }
    return old;
  }

  public byte getAndAddByte(int at, byte delta) {
    byte old = getByte(at);
    while (!compareAndSetByte(at, old, (byte) (old + delta))) {
      old = getByte(at);
    }
    return old;
  }

  public short getAndSetShort(int at, short value) {
    short old = getShort(at);
    while (!compareAndSetShort(at, old, value)) {
      old = getShort(at);
    }
    return old;
  }

  public short getAndAddShort(int at, short delta) {
    short old = getShort(at);
    while (!compareAndSetShort(at, old, (short) (old + delta))) {
      old = getShort(at);
    }
    return old;
  }

  public float getAndAddFloat(int at, float delta) {
    while (true) {
      int bits = getInt(at);
      float old = Float.intBitsToFloat(bits);
      if (compareAndSetInt(at, bits, Float.floatToRawIntBits(old + delta))) {
        return old;
      }
    }
  }

  public double getAndAddDouble(int at, double delta) {
    while (true) {
      long bits = getLong(at);
      double old = Double.longBitsToDouble(bits);
      if (compareAndSetLong(at, bits, Double.doubleToRawLongBits(old + delta))) {
        return old;
      }
    }
  }

  public abstract byte getBytePlain(int at);

  public abstract void setBytePlain(int at, byte value);

  public abstract short getShortPlain(int at);

  public abstract void setShortPlain(int at, short value);

  public abstract int getIntPlain(int at);

  public abstract void setIntPlain(int at, int value);

  public abstract long getLongPlain(int at);

  public abstract void setLongPlain(int at, long value);

  /**
   * Returns items, for plain reads: all that are asked for where they are mapped, else the first of
   * them. The caller keeps this reachable.
   *
   * @throws IndexOutOfBoundsException if they do not all lie in the memory
   */
  public abstract ByteBuffer read(int at, int bytes);

  /**
   * Returns room for items, for plain writes, which {@link #store} ends: all that are asked for
   * where they are mapped, else the first of them. The caller keeps this reachable.
   *
   * @throws IndexOutOfBoundsException if they do not all lie in the memory
   */
  public abstract ByteBuffer room(int at, int bytes);

  /** Makes all that was written into a {@link #room} the items there. */
  public abstract void store(int at, ByteBuffer room);

  /**
   * Sets all items, as plain writes do. The caller keeps this reachable.
   *
   * @param width of an item: 1, 2, 4 or 8
   */
  public abstract void fill(int width, long bits);
}
