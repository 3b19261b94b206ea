package io.troupe.internal.payload.lambda;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the name of a method's parameter from its class file, where the compiler left it for
 * debuggers. Reflection does not tell it, and a captured variable is a parameter of the method that
 * javac makes of a lambda.
 */
final class LocalVariables {
  private static final int MAGIC = 0xCAFEBABE;

  private final DataInputStream in;
  private final Object[] constants;
  private final String method;
  private final String signature;
  private final int slot;

  private LocalVariables(DataInputStream in, String method, String signature, int slot)
      throws IOException {
    this.in = in;
    this.method = method;
    this.signature = signature;
    this.slot = slot;
    if (in.readInt() != MAGIC) {
      throw new IOException("not a class file");
    }
    in.skipNBytes(4);
    this.constants = readConstants();
  }

  /**
   * Returns the name of the variable that a method has in a slot at its start; null where the class
   * file has none.
   */
  static @Nullable String name(Class<?> type, String method, String signature, int slot) {
    String file = "/" + type.getName().replace('.', '/') + ".class";
    try (InputStream resource = type.getResourceAsStream(file)) {
      if (resource == null) {
        return null;
      }
      DataInputStream in = new DataInputStream(new BufferedInputStream(resource));
      return new LocalVariables(in, method, signature, slot).find();
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  /** Keeps the texts; the other constants are only skipped. */
  private Object[] readConstants() throws IOException {
    Object[] read = new Object[in.readUnsignedShort()];
    for (int i = 1; i < read.length; i++) {
      int tag = in.readUnsignedByte();
      switch (tag) {
        case 1 -> read[i] = in.readUTF();
        case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
        case 5, 6 -> {
          in.skipNBytes(8);
          i++;
        }
        case 7, 8, 16, 19, 20 -> in.skipNBytes(2);
        case 15 -> in.skipNBytes(3);
        default -> throw new IOException("constant of kind " + tag);
      }
    }
    return read;
  }

  private @Nullable String find() throws IOException {
    in.skipNBytes(6);
    in.skipNBytes(2L * in.readUnsignedShort());
    skipMembers();
    for (int left = in.readUnsignedShort(); left > 0; left--) {
      in.skipNBytes(2);
      Object name = constants[in.readUnsignedShort()];
      Object type = constants[in.readUnsignedShort()];
      boolean wanted = method.equals(name) && signature.equals(type);
      String found = attributes(wanted ? "Code" : "");
      if (wanted) {
        return found;
      }
    }
    return null;
  }

  private void skipMembers() throws IOException {
    for (int left = in.readUnsignedShort(); left > 0; left--) {
      in.skipNBytes(6);
      attributes("");
    }
  }

  /** Passes over attributes and returns what the wanted one says. */
  private @Nullable String attributes(String wanted) throws IOException {
    String found = null;
    for (int left = in.readUnsignedShort(); left > 0; left--) {
      Object name = constants[in.readUnsignedShort()];
      int length = in.readInt();
      if (!wanted.equals(name)) {
        in.skipNBytes(Integer.toUnsignedLong(length));
      } else {
        found = wanted.equals("Code") ? code() : variable();
      }
    }
    return found;
  }

  private @Nullable String code() throws IOException {
    in.skipNBytes(4);
    in.skipNBytes(Integer.toUnsignedLong(in.readInt()));
    in.skipNBytes(8L * in.readUnsignedShort());
    return attributes("LocalVariableTable");
  }

  private @Nullable String variable() throws IOException {
    String found = null;
    for (int left = in.readUnsignedShort(); left > 0; left--) {
      int start = in.readUnsignedShort();
      in.skipNBytes(2);
      Object name = constants[in.readUnsignedShort()];
      in.skipNBytes(2);
      if (in.readUnsignedShort() == slot && start == 0) {
        found = (String) name;
      }
    }
    return found;
  }
}
