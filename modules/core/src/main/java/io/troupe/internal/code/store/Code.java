package io.troupe.internal.code.store;

import com.google.protobuf.ByteString;
import io.troupe.proto.CodeManifest;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/**
 * What a program's code consists of: the jars in the order in which classes are looked for in them.
 * It names content, not files, so that it means the same everywhere. Immutable.
 *
 * @param entries the jars
 * @param mainModule the module of the main class, where the program has a module path; else empty
 */
public record Code(List<CodeEntry> entries, String mainModule) {
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

  /** Returns this as it crosses. */
  public CodeManifest toManifest() {
    CodeManifest.Builder manifest = CodeManifest.newBuilder().setMainModule(mainModule);
    for (CodeEntry entry : entries) {
      manifest.addEntries(io.troupe.proto.CodeEntry.newBuilder()
          .setDigest(ByteString.copyFrom(HexFormat.of().parseHex(entry.digest())))
          .setSize(entry.size())
          .setName(entry.name())
          .setPacked(entry.packed())
          .setModular(entry.modular()));
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
        entry.getModular());
  }
}
