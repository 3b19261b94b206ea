package io.troupe.internal.code.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Enumeration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Makes a jar of a directory. Equal content gives equal bytes: the entries are sorted, have one
 * fixed time, and are not compressed.
 */
final class Packing {
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);
  private static final String META_INF = "META-INF/";
  private static final int PART = 1 << 16;
  private static final int LARGE = 1 << 24;

  /**
   * Entries by their names; those of directories end with a slash. {@code META-INF} comes first, as
   * readers of jars want it.
   */
  private final SortedMap<String, Content> entries = new TreeMap<>((one, other) -> {
    boolean first = one.startsWith(META_INF);
    return first == other.startsWith(META_INF) ? one.compareTo(other) : first ? -1 : 1;
  });

  @FunctionalInterface
  private interface Content {
    InputStream open() throws IOException;
  }

  /** Packs what is in a directory, links followed. */
  static void directory(Path directory, OutputStream out) throws IOException {
    Packing packing = new Packing();
    try (Stream<Path> files = Files.walk(directory, FileVisitOption.FOLLOW_LINKS)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        packing.add(directory, file);
      }
    }
    packing.write(out);
  }

  private void add(Path directory, Path file) {
    String name = directory.relativize(file).toString().replace('\\', '/');
    if (Files.isDirectory(file) && !name.isEmpty()) {
      entries.put(name + "/", InputStream::nullInputStream);
    } else if (Files.isRegularFile(file)) {
      entries.put(name, () -> Files.newInputStream(file));
    }
  }

  /**
   * Packs what is in a directory of a jar.
   *
   * @param prefix the name of the directory, which ends with a slash
   */
  static void directory(ZipFile jar, String prefix, OutputStream out) throws IOException {
    Packing packing = new Packing();
    for (Enumeration<? extends ZipEntry> all = jar.entries(); all.hasMoreElements(); ) {
      ZipEntry entry = all.nextElement();
      if (entry.getName().startsWith(prefix) && entry.getName().length() > prefix.length()) {
        packing.entries.put(
            entry.getName().substring(prefix.length()), () -> jar.getInputStream(entry));
      }
    }
    packing.write(out);
  }

  private void write(OutputStream out) throws IOException {
    ZipOutputStream jar = new ZipOutputStream(out);
    for (var entry : entries.entrySet()) {
      ZipEntry header = new ZipEntry(entry.getKey());
      header.setTimeLocal(TIME);
      header.setMethod(ZipEntry.STORED);
      Content content = readOnce(entry.getValue());
      measure(content, header);
      jar.putNextEntry(header);
      try (InputStream in = content.open()) {
        in.transferTo(jar);
      }
      jar.closeEntry(); // fails if a large file has changed meanwhile
    }
    jar.finish();
  }

  /** A file may be written just now, as logs are: unless it is large, it is what it was once. */
  private static Content readOnce(Content content) throws IOException {
    try (InputStream in = content.open()) {
      byte[] all = in.readNBytes(LARGE);
      return all.length < LARGE ? () -> new ByteArrayInputStream(all) : content;
    }
  }

  /** What is not compressed has its size and checksum in front. */
  private static void measure(Content content, ZipEntry header) throws IOException {
    CRC32 checksum = new CRC32();
    long size = 0;
    byte[] part = new byte[PART];
    try (InputStream in = content.open()) {
      for (int read = in.read(part); read >= 0; read = in.read(part)) {
        checksum.update(part, 0, read);
        size += read;
      }
    }
    header.setSize(size);
    header.setCrc(checksum.getValue());
  }
}
