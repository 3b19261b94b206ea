package io.troupe.internal.lending;

import io.troupe.internal.memory.Items;
import io.troupe.proto.ItemRequest;
import io.troupe.proto.ItemType;
import java.util.function.LongUnaryOperator;

/** Atomic access to items of one type, as their bits. */
enum ItemAccess {
  BYTE {
    @Override
    long get(Items items, int at) {
      return items.getByte(at);
    }

    @Override
    boolean compareAndSet(Items items, int at, long expected, long bits) {
      return items.compareAndSetByte(at, (byte) expected, (byte) bits);
    }
  },
  SHORT {
    @Override
    long get(Items items, int at) {
      return items.getShort(at);
    }

    @Override
    boolean compareAndSet(Items items, int at, long expected, long bits) {
      return items.compareAndSetShort(at, (short) expected, (short) bits);
    }
  },
  INT {
    @Override
    long get(Items items, int at) {
      return items.getInt(at);
    }

    @Override
    boolean compareAndSet(Items items, int at, long expected, long bits) {
      return items.compareAndSetInt(at, (int) expected, (int) bits);
    }
  },
  LONG {
    @Override
    long get(Items items, int at) {
      return items.getLong(at);
    }

    @Override
    boolean compareAndSet(Items items, int at, long expected, long bits) {
      return items.compareAndSetLong(at, expected, bits);
    }
  },
  FLOAT {
    @Override
    long get(Items items, int at) {
      return items.getInt(at);
    }

    @Override
    boolean compareAndSet(Items items, int at, long expected, long bits) {
      return items.compareAndSetInt(at, (int) expected, (int) bits);
    }

    @Override
    long sum(long bits, long delta) {
      float sum = Float.intBitsToFloat((int) bits) + Float.intBitsToFloat((int) delta);
      return Float.floatToRawIntBits(sum);
    }
  },
  DOUBLE {
    @Override
    long get(Items items, int at) {
      return items.getLong(at);
    }

    @Override
    boolean compareAndSet(Items items, int at, long expected, long bits) {
      return items.compareAndSetLong(at, expected, bits);
    }

    @Override
    long sum(long bits, long delta) {
      return Double.doubleToRawLongBits(
          Double.longBitsToDouble(bits) + Double.longBitsToDouble(delta));
    }
  };

  abstract long get(Items items, int at);

  abstract boolean compareAndSet(Items items, int at, long expected, long bits);

  /** Adds; the bits that are too many are of no account. */
  long sum(long bits, long delta) {
    return bits + delta;
  }

  /** @throws IllegalArgumentException if this version does not know the type */
  static ItemAccess of(ItemType type) {
    return switch (type) {
      case ITEM_TYPE_BYTE -> BYTE;
      case ITEM_TYPE_SHORT -> SHORT;
      case ITEM_TYPE_INT -> INT;
      case ITEM_TYPE_LONG -> LONG;
      case ITEM_TYPE_FLOAT -> FLOAT;
      case ITEM_TYPE_DOUBLE -> DOUBLE;
      default -> throw new IllegalArgumentException("Not a type of items: " + type);
    };
  }

  /**
   * Does what is asked for, and returns the bits of the answer.
   *
   * @throws IndexOutOfBoundsException if there is no such item
   */
  long run(Items items, ItemRequest request) {
    int at = request.getAt();
    long operand = request.getOperand();
    return switch (request.getAct()) {
      case ACT_GET -> get(items, at);
      case ACT_SET, ACT_GET_AND_SET -> update(items, at, old -> operand);
      case ACT_GET_AND_ADD -> update(items, at, old -> sum(old, operand));
      case ACT_COMPARE_AND_SET -> compareAndSet(items, at, request.getExpected(), operand) ? 1 : 0;
      default -> throw new IllegalArgumentException("Not an act: " + request.getAct());
    };
  }

  private long update(Items items, int at, LongUnaryOperator change) {
    long old = get(items, at);
    while (!compareAndSet(items, at, old, change.applyAsLong(old))) {
      old = get(items, at);
    }
    return old;
  }
}
