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

  /** @param store where directories are packed */
  public LocalFiles(CodeStore store) {
    this.store = store;
  }

  private record Known(List<FileIdentity> files, CodeEntry entry) {}

  /**
   * Returns a jar, or a directory, as an entry; null if there is none, for a class path may name
   * what does not exist. Blocks while it is read.
   */
  public @Nullable CodeEntry entry(Path file, boolean modular) throws IOException {
    List<FileIdentity> now = identities(file);
    if (now == null) {
      return null;
    }
    Known before = known.get(file);
    if (before == null || !before.files().equals(now) || !isStillThere(before.entry())) {
      before = new Known(now, read(file));
      known.put(file, before);
    }
    CodeEntry entry = before.entry();
    return new CodeEntry(
        entry.digest(), entry.size(), entry.name(), entry.packed(), modular, entry.classVersion());
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
    return new CodeEntry(digest, Files.size(jar), name, packed, false, ClassVersions.highest(jar));
  }

  private static @Nullable List<FileIdentity> identities(Path file) throws IOException {
    if (!Files.exists(file)) {
      return null;
    }
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
    Path file = byDigest.get(digest);
    if (file == null) {
      throw new NoSuchFileException("no code of this program has the digest " + digest);
    }
    try (FileChannel channel = FileChannel.open(file)) {
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
