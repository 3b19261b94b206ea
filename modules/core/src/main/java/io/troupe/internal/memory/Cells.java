package io.troupe.internal.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Volatile and atomic access to shared memory, in native byte order. Offsets are in bytes and must
 * be multiples of the width. Each method keeps the buffer reachable until it is done, because the
 * memory is given back when it is not.
 */
public final class Cells {
  private static final VarHandle INTS = view(int[].class);
  private static final VarHandle LONGS = view(long[].class);
  private static final boolean LITTLE = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

  private Cells() {}

  private static VarHandle view(Class<?> type) {
    return MethodHandles.byteBufferViewVarHandle(type, ByteOrder.nativeOrder());
  }

  public static int getInt(ByteBuffer memory, int at) {
    try {
      return (int) INTS.getVolatile(memory, at);
    } finally {
      Reference.reachabilityFence(memory);
    }
  }

  public static void setInt(ByteBuffer memory, int at, int value) {
    try {
      INTS.setVolatile(memory, at, value);
    } finally {
      Reference.reachabilityFence(memory);
    }
  }

  public static boolean compareAndSetInt(ByteBuffer memory, int at, int expected, int value) {
    try {
      return INTS.compareAndSet(memory, at, expected, value);
    } finally {
      Reference.reachabilityFence(memory);
    }
  }

  public static int getAndSetInt(ByteBuffer memory, int at, int value) {
    try {
      return (int) INTS.getAndSet(memory, at, value);
    } finally {
      Reference.reachabilityFence(memory);
    }
  }

  public static int getAndAddInt(ByteBuffer memory, int at, int delta) {
    try {
      return (int) INTS.getAndAdd(memory, at, delta);
    } finally {
      Reference.reachabilityFence(memory);
    }
  }

  public static long getLong(ByteBuffer memory, int at) {
    try {
      return (long) LONGS.getVolatile(memory, at);
    } finally {
      Reference.reachabilityFence(memory);
    }
  }

  public static void setLong(ByteBuffer memory, int at, long value) {
    try {
      LONGS.setVolatile(memory, at, value);
    } finally {
      Reference.reachabilityFence(memory);
    }
  }

  public static boolean compareAndSetLong(ByteBuffer memory, int at, long expected, long value) {
    try {
      return LONGS.compareAndSet(memory, at, expected, value);
    } finally {
      Reference.reachabilityFence(memory);
    }
  }

  public static long getAndSetLong(ByteBuffer memory, int at, long value) {
    try {
      return (long) LONGS.getAndSet(memory, at, value);
    } finally {
      Reference.reachabilityFence(memory);
    }
  }

  public static long getAndAddLong(ByteBuffer memory, int at, long delta) {
    try {
      return (long) LONGS.getAndAdd(memory, at, delta);
    } finally {
      Reference.reachabilityFence(memory);
    }
  }

  /** Returns the byte at the offset, sign extended. */
  public static byte getByte(ByteBuffer memory, int at) {
    return (byte) (getInt(memory, word(at)) >>> byteShift(at));
  }

  public static void setByte(ByteBuffer memory, int at, byte value) {
    VarHandle.releaseFence();
    memory.put(at, value);
    VarHandle.fullFence();
  }

  public static boolean compareAndSetByte(ByteBuffer memory, int at, byte expected, byte value) {
    return compareAndSetPart(memory, word(at), byteShift(at), 0xFF, expected, value);
  }

  public static short getShort(ByteBuffer memory, int at) {
    return (short) (getInt(memory, word(at)) >>> shortShift(at));
  }

  public static void setShort(ByteBuffer memory, int at, short value) {
    VarHandle.releaseFence();
    memory.putShort(at, value);
    VarHandle.fullFence();
  }

  public static boolean compareAndSetShort(ByteBuffer memory, int at, short expected, short value) {
    return compareAndSetPart(memory, word(at), shortShift(at), 0xFFFF, expected, value);
  }

  // The hardware compares words; the neighbours in the word may change meanwhile and must not get
  // lost.
  private static boolean compareAndSetPart(
      ByteBuffer memory, int word, int shift, int mask, int expected, int value) {
    while (true) {
      int seen = getInt(memory, word);
      if (((seen >>> shift) & mask) != (expected & mask)) {
        return false;
      }
      int changed = (seen & ~(mask << shift)) | ((value & mask) << shift);
      if (compareAndSetInt(memory, word, seen, changed)) {
        return true;
      }
    }
  }

  private static int word(int at) {
    return at & ~3;
  }

  private static int byteShift(int at) {
    return 8 * (LITTLE ? at & 3 : 3 - (at & 3));
  }

  private static int shortShift(int at) {
    return 8 * (LITTLE ? at & 2 : 2 - (at & 2));
  }
}
