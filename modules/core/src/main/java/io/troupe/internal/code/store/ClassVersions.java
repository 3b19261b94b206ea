package io.troupe.internal.code.store;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Finds out which version of Java the classes of a jar need. */
final class ClassVersions {
  private static final int MAGIC = 0xCAFEBABE;

  /** Class files of Java 1 are of version 45. */
  private static final int JAVA_1 = 44;

  private ClassVersions() {}

  /**
   * Returns the feature version of Java that the classes of a jar need, such as 17; 0 if it has
   * none. Those for later versions of Java, in {@code META-INF}, and module descriptors, which a
   * class path ignores, do not count.
   */
  static int feature(Path jar) throws IOException {
    int highest = JAVA_1;
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        if (isClass(entry.getName())) {
          highest = Math.max(highest, version(zip, entry));
        }
      }
    }
    return highest - JAVA_1;
  }

  private static boolean isClass(String name) {
    return name.endsWith(".class")
        && !name.startsWith("META-INF/")
        && !name.equals("module-info.class");
  }

  private static int version(ZipFile zip, ZipEntry entry) throws IOException {
    try (InputStream in = zip.getInputStream(entry)) {
      DataInputStream data = new DataInputStream(in);
      if (entry.getSize() < 8 || data.readInt() != MAGIC) {
        return 0;
      }
      data.readUnsignedShort(); // the minor version
      return data.readUnsignedShort();
    }
  }
}
