package io.troupe.internal.code.store;

import com.google.protobuf.ByteString;
import io.troupe.proto.CodeManifest;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a program's code consists of: the jars in the order in which classes are looked for in them.
 * It names content, not files, so that it means the same everywhere. Immutable.
 *
 * @param entries the jars
 * @param mainModule the module of the main class, where the program has a module path; else empty
 */
public record Code(List<CodeEntry> entries, String mainModule) {
  private static final int LARGEST_NAMED = 5;
  private static final long MEBIBYTE = 1 << 20;

  public Code {
    entries = List.copyOf(entries);
  }

  /**
   * Returns what distinguishes this code from all other, in 64 hexadecimal digits: equal code has
   * equal digests.
   */
  public String digest() {
    StringBuilder text = new StringBuilder(mainModule);
    for (CodeEntry entry : entries) {
      text.append('\n')
          .append(entry.digest())
          .append(entry.modular() ? " m " : " c ")
          .append(entry.name());
    }
    return Digest.of(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the size of all entries in bytes. */
  public long size() {
    return entries.stream().mapToLong(CodeEntry::size).sum();
  }

  /** Returns the feature version of the JDK that it needs, such as 17; 0 for any. */
  public int feature() {
    return entries.stream().mapToInt(CodeEntry::feature).max().orElse(0);
  }

  /**
   * Checks that the code is not larger than what may travel.
   *
   * @param bytes the limit
   * @throws IllegalArgumentException if it is larger; names the largest entries
   */
  public Code requireWithin(long bytes) {
    if (size() > bytes) {
      throw new IllegalArgumentException("the program's code has " + inMebibytes(size())
          + ", and at most " + inMebibytes(bytes) + " may travel; the largest entries are "
          + largest() + ": take what is data out of the class path, or raise the limit");
    }
    return this;
  }

  /** Returns the largest entries by name and size, for messages. */
  public String largest() {
    return entries.stream()
        .sorted(Comparator.comparingLong(CodeEntry::size).reversed())
        .limit(LARGEST_NAMED)
        .map(entry -> entry.name() + " (" + inMebibytes(entry.size()) + ")")
        .collect(Collectors.joining(", "));
  }

  private static String inMebibytes(long bytes) {
    return (bytes + MEBIBYTE - 1) / MEBIBYTE + " MiB";
  }

  /** Returns this as it crosses. */
  public CodeManifest toManifest() {
    CodeManifest.Builder manifest = CodeManifest.newBuilder().setMainModule(mainModule);
    for (CodeEntry entry : entries) {
      manifest.addEntries(io.troupe.proto.CodeEntry.newBuilder()
          .setDigest(ByteString.copyFrom(HexFormat.of().parseHex(entry.digest())))
          .setSize(entry.size())
          .setName(entry.name())
          .setPacked(entry.packed())
          .setModular(entry.modular())
          .setClassVersion(entry.classVersion()));
    }
    return manifest.build();
  }

  /**
   * Returns code that came from elsewhere.
   *
   * @throws IllegalArgumentException if an entry is none
   */
  public static Code of(CodeManifest manifest) {
    return new Code(
        manifest.getEntriesList().stream().map(Code::entry).toList(), manifest.getMainModule());
  }

  private static CodeEntry entry(io.troupe.proto.CodeEntry entry) {
    return new CodeEntry(
        HexFormat.of().formatHex(entry.getDigest().toByteArray()),
        entry.getSize(),
        entry.getName(),
        entry.getPacked(),
        entry.getModular(),
        entry.getClassVersion());
  }
}
