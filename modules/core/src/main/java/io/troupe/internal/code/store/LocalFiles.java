package io.troupe.internal.code.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The files of a program's code as entries of a manifest. A jar is read where it is; a directory is
 * packed into the user's cache. What has not changed since it was last looked at is not read again.
 * Thread-safe.
 */
public final class LocalFiles implements CodeSource {
  private final CodeStore store;
  private final Map<Path, Known> known = new ConcurrentHashMap<>();
  private final Map<String, Path> byDigest = new ConcurrentHashMap<>();
  private final Map<String, Integer> features = new ConcurrentHashMap<>();

  /** @param store where directories are packed */
  public LocalFiles(CodeStore store) {
    this.store = store;
  }

  private record Known(Seen seen, CodeEntry entry) {}

  /**
   * A jar, or a directory, as it is now.
   *
   * @param files its own, or all that are in the directory
   */
  public record Seen(Path path, List<FileIdentity> files) {
    public Seen {
      files = List.copyOf(files);
    }

    /** Returns about how many bytes it will have as an entry. */
    public long size() {
      return files.stream().mapToLong(FileIdentity::size).sum();
    }
  }

  /**
   * Looks at a jar, or a directory, without reading it.
   *
   * @return null if there is none, for a class path may name what does not exist
   */
  public static @Nullable Seen see(Path file) throws IOException {
    return Files.exists(file) ? new Seen(file, identities(file)) : null;
  }

  /** Returns it as an entry. Blocks while it is read. */
  public CodeEntry entry(Seen seen, boolean modular) throws IOException {
    Known before = known.get(seen.path());
    if (before == null || !before.seen().equals(seen) || !isStillThere(before.entry())) {
      before = new Known(seen, read(seen.path()));
      known.put(seen.path(), before);
    }
    CodeEntry entry = before.entry();
    return new CodeEntry(entry.digest(), entry.size(), entry.name(), entry.packed(), modular);
  }

  /** Returns the file of an entry that was made here. */
  public Path file(CodeEntry entry) throws NoSuchFileException {
    return file(entry.digest());
  }

  private Path file(String digest) throws NoSuchFileException {
    Path file = byDigest.get(digest);
    if (file == null) {
      throw new NoSuchFileException("no code of this program has the digest " + digest);
    }
    return file;
  }

  /** Returns whether a file of this machine has the content of an entry from elsewhere. */
  public boolean isThere(Path file, CodeEntry entry) throws IOException {
    if (!Files.isRegularFile(file) || !Files.isReadable(file) || Files.size(file) != entry.size()) {
      return false;
    }
    Seen seen = see(file);
    return seen != null && entry(seen, false).digest().equals(entry.digest());
  }

  /**
   * Returns the feature version of Java that the classes of an entry need, such as 17; 0 for any.
   * Blocks while they are looked at.
   */
  public int feature(CodeEntry entry) throws IOException {
    Integer before = features.get(entry.digest());
    int feature = before != null ? before : ClassVersions.feature(file(entry));
    features.put(entry.digest(), feature);
    return feature;
  }

  private boolean isStillThere(CodeEntry entry) {
    Path file = byDigest.get(entry.digest());
    return file != null && Files.exists(file);
  }

  private CodeEntry read(Path file) throws IOException {
    String name = CodeEntry.nameLike(String.valueOf(file.getFileName()));
    boolean packed = Files.isDirectory(file);
    Path jar = file;
    String digest;
    if (packed) {
      CodeStore.Stored stored = store.add(name, out -> Packing.directory(file, out));
      jar = stored.file();
      digest = stored.digest();
    } else {
      digest = Digest.of(file);
    }
    byDigest.put(digest, jar);
    return new CodeEntry(digest, Files.size(jar), name, packed, false);
  }

  private static List<FileIdentity> identities(Path file) throws IOException {
    List<FileIdentity> all = new ArrayList<>();
    Files.walkFileTree(
        file,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        Integer.MAX_VALUE,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path each, BasicFileAttributes attributes) {
            all.add(FileIdentity.of(each, attributes));
            return FileVisitResult.CONTINUE;
          }
        });
    all.sort(Comparator.comparing(FileIdentity::path));
    return all;
  }

  @Override
  public byte[] read(CodeEntry entry, long offset) throws IOException {
    return read(entry.digest(), offset, PIECE);
  }

  /**
   * Returns a part of the jar with a digest; empty at its end.
   *
   * @param length at most so many bytes, and at most {@link #PIECE}
   * @throws NoSuchFileException if no entry that was made here has that digest
   */
  public byte[] read(String digest, long offset, int length) throws IOException {
    try (FileChannel channel = FileChannel.open(file(digest))) {
      long left = Math.max(0, channel.size() - offset);
      ByteBuffer part =
          ByteBuffer.allocate((int) Math.min(left, Math.max(0, Math.min(length, PIECE))));
      int read = 0;
      while (part.hasRemaining() && read >= 0) {
        read = channel.read(part, offset + part.position());
      }
      return Arrays.copyOf(part.array(), part.position());
    }
  }
}
