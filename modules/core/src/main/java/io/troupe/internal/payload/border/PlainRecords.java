package io.troupe.internal.payload.border;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
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

  /**
   * Returns the instructions of the canonical constructor; null if its class file cannot be read.
   */
  private static byte @Nullable [] constructor(Class<?> type) {
    Class<?>[] parameters = Arrays.stream(type.getRecordComponents())
        .map(RecordComponent::getType)
        .toArray(Class<?>[]::new);
    String signature = MethodType.methodType(void.class, parameters).toMethodDescriptorString();
    String file = "/" + type.getName().replace('.', '/') + ".class";
    try (InputStream resource = type.getResourceAsStream(file)) {
      return resource == null
          ? null
          : new ClassFile(new DataInputStream(new BufferedInputStream(resource)))
              .code("<init>", signature);
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  /** As much of a class file as leads to the code of a method. */
  private static final class ClassFile {
    private final DataInputStream in;
    private final @Nullable String[] texts;

    ClassFile(DataInputStream in) throws IOException {
      this.in = in;
      in.skipNBytes(8); // magic and version
      texts = new String[in.readUnsignedShort()];
      for (int i = 1; i < texts.length; i++) {
        int kind = in.readUnsignedByte();
        switch (kind) {
          case 1 -> texts[i] = in.readUTF();
          case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
          case 5, 6 -> {
            in.skipNBytes(8);
            i++;
          }
          case 7, 8, 16, 19, 20 -> in.skipNBytes(2);
          case 15 -> in.skipNBytes(3);
          default -> throw new IOException("constant of kind " + kind);
        }
      }
      in.skipNBytes(6); // access, this class, superclass
      in.skipNBytes(2L * in.readUnsignedShort()); // interfaces
    }

    byte @Nullable [] code(String name, String signature) throws IOException {
      for (int left = in.readUnsignedShort(); left > 0; left--) { // fields
        in.skipNBytes(6);
        attribute("");
      }
      for (int left = in.readUnsignedShort(); left > 0; left--) {
        in.skipNBytes(2);
        String itsName = text();
        boolean wanted = signature.equals(text()) && name.equals(itsName);
        byte[] found = attribute(wanted ? "Code" : "");
        if (wanted) {
          return found;
        }
      }
      return null;
    }

    private @Nullable String text() throws IOException {
      return texts[in.readUnsignedShort()];
    }

    /** Passes over the attributes of a member; returns the instructions in the wanted one. */
    private byte @Nullable [] attribute(String wanted) throws IOException {
      byte[] instructions = null;
      for (int left = in.readUnsignedShort(); left > 0; left--) {
        boolean found = wanted.equals(text());
        long length = Integer.toUnsignedLong(in.readInt());
        if (found) {
          in.skipNBytes(4); // stack and local variables
          instructions = in.readNBytes(in.readInt());
          length -= 8 + instructions.length;
        }
        in.skipNBytes(length);
      }
      return instructions;
    }
  }
}
