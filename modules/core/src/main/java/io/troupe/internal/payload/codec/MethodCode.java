package io.troupe.internal.payload.codec;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * What the class file of a class says of one of its methods, which reflection does not tell: its
 * instructions, and the names of its variables where the compiler left them for debuggers.
 */
public final class MethodCode {
  private static final int MAGIC = 0xCAFEBABE;

  private final DataInputStream in;
  private final @Nullable String[] texts;
  private byte[] instructions = {};
  private @Nullable String variable;

  private MethodCode(DataInputStream in) throws IOException {
    this.in = in;
    if (in.readInt() != MAGIC) {
      throw new IOException("not a class file");
    }
    in.skipNBytes(4);
    texts = readTexts();
    in.skipNBytes(6); // access, this class, superclass
    in.skipNBytes(2L * in.readUnsignedShort()); // interfaces
  }

  /** Returns the instructions of a method; null if the class file cannot be read or has no such. */
  public static byte @Nullable [] instructions(Class<?> type, String method, String signature) {
    MethodCode code = read(type, method, signature, -1);
    return code == null ? null : code.instructions;
  }

  /**
   * Returns the name of the variable that a method has in a slot at its start; null where the class
   * file has none.
   */
  public static @Nullable String variable(
      Class<?> type, String method, String signature, int slot) {
    MethodCode code = read(type, method, signature, slot);
    return code == null ? null : code.variable;
  }

  private static @Nullable MethodCode read(
      Class<?> type, String method, String signature, int slot) {
    String file = "/" + type.getName().replace('.', '/') + ".class";
    try (InputStream resource = type.getResourceAsStream(file)) {
      if (resource == null) {
        return null;
      }
      MethodCode code = new MethodCode(new DataInputStream(new BufferedInputStream(resource)));
      return code.find(method, signature, slot) ? code : null;
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  /** Keeps the texts; the other constants are only skipped. */
  private @Nullable String[] readTexts() throws IOException {
    @Nullable String[] read = new String[in.readUnsignedShort()];
    for (int i = 1; i < read.length; i++) {
      int kind = in.readUnsignedByte();
      switch (kind) {
        case 1 -> read[i] = in.readUTF();
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
    return read;
  }

  private boolean find(String method, String signature, int slot) throws IOException {
    for (int left = in.readUnsignedShort(); left > 0; left--) { // fields
      in.skipNBytes(6);
      attributes("", slot);
    }
    for (int left = in.readUnsignedShort(); left > 0; left--) {
      in.skipNBytes(2);
      String name = text();
      boolean wanted = signature.equals(text()) && method.equals(name);
      attributes(wanted ? "Code" : "", slot);
      if (wanted) {
        return true;
      }
    }
    return false;
  }

  private @Nullable String text() throws IOException {
    return texts[in.readUnsignedShort()];
  }

  /** Passes over attributes, and reads the wanted one. */
  private void attributes(String wanted, int slot) throws IOException {
    for (int left = in.readUnsignedShort(); left > 0; left--) {
      boolean found = wanted.equals(text());
      long length = Integer.toUnsignedLong(in.readInt());
      if (!found) {
        in.skipNBytes(length);
      } else if (wanted.equals("Code")) {
        readCode(slot);
      } else {
        readVariables(slot);
      }
    }
  }

  private void readCode(int slot) throws IOException {
    in.skipNBytes(4); // stack and local variables
    instructions = in.readNBytes(in.readInt());
    in.skipNBytes(8L * in.readUnsignedShort()); // handlers of exceptions
    attributes("LocalVariableTable", slot);
  }

  private void readVariables(int slot) throws IOException {
    for (int left = in.readUnsignedShort(); left > 0; left--) {
      int start = in.readUnsignedShort();
      in.skipNBytes(2);
      String name = text();
      in.skipNBytes(2);
      if (in.readUnsignedShort() == slot && start == 0) {
        variable = name;
      }
    }
  }
}
