package io.troupe.internal.payload.border;

import io.troupe.internal.payload.codec.MethodCode;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Knows the records whose canonical constructor only sets the fields: to make one runs no code of
 * the program.
 */
final class PlainRecords {
  private static final ClassValue<Boolean> PLAIN = new ClassValue<>() {
    @Override
    protected Boolean computeValue(Class<?> type) {
      return type.isRecord() && isPlain(constructor(type));
    }
  };

  private PlainRecords() {}

  static boolean contains(Class<?> type) {
    return PLAIN.get(type);
  }

  /** {@code super()}, then any number of {@code this.field = parameter}, and the end. */
  private static boolean isPlain(byte @Nullable [] code) {
    if (code == null || code.length < 5 || code[0] != ALOAD_0 || code[1] != INVOKESPECIAL) {
      return false;
    }
    int at = 4;
    while (at < code.length && code[at] == ALOAD_0) {
      at = afterLoad(code, at + 1);
      if (at < 0 || at >= code.length || code[at] != PUTFIELD) {
        return false;
      }
      at += 3;
    }
    return at == code.length - 1 && code[at] == RETURN;
  }

  private static final byte ALOAD_0 = 0x2a;
  private static final byte INVOKESPECIAL = (byte) 0xb7;
  private static final byte PUTFIELD = (byte) 0xb5;
  private static final byte RETURN = (byte) 0xb1;
  private static final byte ILOAD = 0x15;
  private static final byte ALOAD = 0x19;
  private static final byte ILOAD_0 = 0x1a;
  private static final byte ALOAD_3 = 0x2d;
  private static final byte WIDE = (byte) 0xc4;

  /**
   * Returns where the instruction after one that loads a parameter is; negative if it is another
   * one.
   */
  private static int afterLoad(byte[] code, int at) {
    if (at >= code.length) {
      return -1;
    }
    byte instruction = code[at];
    if (instruction >= ILOAD_0 && instruction <= ALOAD_3) {
      return at + 1;
    }
    if (instruction >= ILOAD && instruction <= ALOAD) {
      return at + 2;
    }
    return instruction == WIDE ? at + 4 : -1;
  }

  private static byte @Nullable [] constructor(Class<?> type) {
    Class<?>[] parameters = Arrays.stream(type.getRecordComponents())
        .map(RecordComponent::getType)
        .toArray(Class<?>[]::new);
    String signature = MethodType.methodType(void.class, parameters).toMethodDescriptorString();
    return MethodCode.instructions(type, "<init>", signature);
  }
}
