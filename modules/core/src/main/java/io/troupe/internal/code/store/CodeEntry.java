package io.troupe.internal.code.store;

import java.util.regex.Pattern;

/**
 * One jar of a program's code.
 *
 * @param digest SHA-256 of its content, in 64 hexadecimal digits
 * @param size in bytes
 * @param name of the file, which ends with {@code .jar}
 * @param packed whether it was a directory of classes
 * @param modular whether it stands on the module path
 */
public record CodeEntry(String digest, long size, String name, boolean packed, boolean modular) {
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_+-][A-Za-z0-9._+-]{0,199}\\.jar");
  private static final int LONGEST_STEM = 200;

  public CodeEntry {
    if (!DIGEST.matcher(digest).matches()) {
      throw new IllegalArgumentException("a digest has 64 hexadecimal digits, was " + digest);
    }
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("the name of a jar, was " + name);
    }
    if (size < 0) {
      throw new IllegalArgumentException(name + " of " + size + " bytes");
    }
  }

  /** Returns a name that an entry can have, as near as can be to that of a file or a directory. */
  static String nameLike(String file) {
    String stem = file.endsWith(".jar") || file.endsWith(".war") || file.endsWith(".zip")
        ? file.substring(0, file.length() - ".jar".length())
        : file;
    String plain = stem.replaceAll("[^A-Za-z0-9._+-]", "_").replaceFirst("^\\.+", "_");
    String cut = plain.length() > LONGEST_STEM ? plain.substring(0, LONGEST_STEM) : plain;
    return (cut.isEmpty() ? "code" : cut) + ".jar";
  }
}
