package io.troupe.internal.code.store;

import io.troupe.internal.code.store.CodeStore.Stored;
import io.troupe.internal.log.Log;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * What is within a jar, and a class path cannot name: jars, and directories of classes. Each is
 * unpacked once, and found again by what the outer jar was then. Thread-safe.
 */
public final class NestedJars {
  private static final Log log = Log.of(NestedJars.class);
  private static final Map<Path, NestedJars> KNOWN = new ConcurrentHashMap<>();

  private final CodeStore store;
  private final FileIdentity outer;
  private final Path index;
  private final Map<String, Stored> parts = new LinkedHashMap<>(); // guarded by this

  private NestedJars(CodeStore store, FileIdentity outer) {
    this.store = store;
    this.outer = outer;
    index = store
        .directory()
        .resolve("unpacked")
        .resolve(Digest.of(outer.toString().getBytes(StandardCharsets.UTF_8)));
    readIndex();
  }

  /**
   * Returns a part of a jar as a file of its own, which stays as long as this process lives.
   *
   * @param inner the name of a jar in it, or of a directory, with or without a slash at the end
   * @throws IOException if there is no such part, or no room
   */
  public static Path unpack(Path outer, String inner) throws IOException {
    return KNOWN.computeIfAbsent(outer, NestedJars::of).unpacked(inner);
  }

  private static @Nullable NestedJars of(Path outer) {
    try {
      return new NestedJars(CodeStore.ofUser(), FileIdentity.of(outer));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  static NestedJars of(Path outer, CodeStore store) throws IOException {
    return new NestedJars(store, FileIdentity.of(outer));
  }

  synchronized Path unpacked(String inner) throws IOException {
    Stored part = parts.get(inner);
    Path known = part == null
        ? null
        : store.find(part.digest(), part.size(), String.valueOf(part.file().getFileName()));
    return known != null ? known : unpackAnew(inner);
  }

  private Path unpackAnew(String inner) throws IOException {
    try (ZipFile jar = new ZipFile(outer.path().toFile())) {
      Stored stored = unpack(jar, inner);
      parts.put(inner, stored);
      writeIndex();
      return stored.file();
    }
  }

  private Stored unpack(ZipFile jar, String inner) throws IOException {
    String plain = inner.endsWith("/") ? inner.substring(0, inner.length() - 1) : inner;
    String name = CodeEntry.nameLike(plain.substring(plain.lastIndexOf('/') + 1));
    ZipEntry entry = jar.getEntry(plain);
    if (entry != null && !entry.isDirectory()) {
      return store.add(name, out -> {
        try (InputStream in = jar.getInputStream(entry)) {
          in.transferTo(out);
        }
      });
    }
    String prefix = plain + "/";
    if (jar.stream().noneMatch(each -> each.getName().startsWith(prefix))) {
      throw new NoSuchFileException(outer.path().toString(), inner, "no such part of the jar");
    }
    return store.add(name, out -> Packing.directory(jar, prefix, out));
  }

  /** A line a part: digest, size, name, and, behind a tab, what it is called in the outer jar. */
  private void readIndex() {
    try {
      for (String line : Files.readAllLines(index)) {
        int tab = line.indexOf('\t');
        String[] words = line.substring(0, Math.max(0, tab)).split(" ", -1);
        if (words.length == 3 && words[1].matches("\\d{1,18}")) {
          Path file = store.directory().resolve(words[0]).resolve(words[2]);
          parts.put(line.substring(tab + 1), new Stored(words[0], Long.parseLong(words[1]), file));
        }
      }
    } catch (NoSuchFileException e) {
      return; // the first time
    } catch (IOException | IllegalArgumentException e) {
      log.debug("{} cannot be read: {}", index, e.toString());
    }
  }

  private void writeIndex() throws IOException {
    String text = parts.entrySet().stream()
        .map(part -> part.getValue().digest() + " " + part.getValue().size() + " "
            + part.getValue().file().getFileName() + "\t" + part.getKey() + "\n")
        .collect(Collectors.joining());
    Files.createDirectories(store.directory().resolve("unpacked"));
    Path draft = store.draft(index.getFileName() + "-" + ProcessHandle.current().pid());
    Files.writeString(draft, text);
    Files.move(
        draft,
        index,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING,
        java.nio.file.StandardCopyOption.ATOMIC_MOVE);
  }
}
