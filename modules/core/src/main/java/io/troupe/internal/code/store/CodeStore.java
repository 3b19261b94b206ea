package io.troupe.internal.code.store;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Jars by content, in a directory that several programs share. What a store has returned stays as
 * long as this process lives, or the store is released, even if others are evicted meanwhile.
 * Thread-safe.
 */
public final class CodeStore {
  /** The property that says how many bytes of code are kept in a cache directory. */
  public static final String LIMIT = "troupe.cache.code";

  private static final long DEFAULT_LIMIT = 4L << 30;
  private static final String DRAFTS = "drafts";

  private final Path directory;
  private final long limit;
  private final Leases leases;
  private final Eviction eviction;

  private static final class OfUser {
    static final CodeStore VALUE =
        new CodeStore(UserCache.directory().resolve("code"), Long.getLong(LIMIT, DEFAULT_LIMIT));
  }

  /**
   * Creates a store.
   *
   * @param directory made when there is something to keep
   * @param limit how many bytes are kept besides what is in use
   */
  public CodeStore(Path directory, long limit) {
    this.directory = directory;
    this.limit = limit;
    leases = new Leases(directory.resolve("leases"));
    eviction = new Eviction(directory, leases, limit);
  }

  /**
   * Returns the same store for one of several that use it: what that has returned stays until it is
   * {@linkplain #release released}.
   */
  public CodeStore forOne() {
    return new CodeStore(directory, limit);
  }

  /** Gives up what this has returned: others may evict it. */
  public void release() {
    leases.release();
  }

  /** Returns the one in the user's cache directory. */
  public static CodeStore ofUser() {
    return OfUser.VALUE;
  }

  /**
   * Finds what has been stored.
   *
   * @return null if it is not there, or not whole
   */
  public @Nullable Path find(CodeEntry entry) throws IOException {
    return find(entry.digest(), entry.size(), entry.name());
  }

  /** A lease comes first, so that it cannot be evicted once it was seen. */
  @Nullable
  Path find(String digest, long size, String name) throws IOException {
    Path file = place(digest, name);
    if (!isThere(file, size)) {
      return null;
    }
    leases.take(digest);
    if (!isThere(file, size)) {
      return null;
    }
    touch(file);
    return file;
  }

  private static boolean isThere(Path file, long size) throws IOException {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) == size;
  }

  /** What was used last is evicted last. */
  private static void touch(Path file) throws IOException {
    Path parent = file.getParent();
    if (parent != null) {
      Files.setLastModifiedTime(parent, FileTime.from(Instant.now()));
    }
  }

  private Path place(String digest, String name) {
    return directory.resolve(digest).resolve(name);
  }

  Path directory() {
    return directory;
  }

  /** Writes the content of a file. */
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** What {@link #add} has stored. */
  record Stored(String digest, long size, Path file) {}

  /**
   * Stores what is written, under the digest that it turns out to have.
   *
   * @param name as entries have it
   */
  Stored add(String name, Content content) throws IOException {
    Path draft = newDraft();
    try {
      MessageDigest digest = Digest.begin();
      try (FileChannel file =
              FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
          OutputStream out = new BufferedOutputStream(
              new DigestOutputStream(Channels.newOutputStream(file), digest), 1 << 16)) {
        content.writeTo(out);
        out.flush();
        file.force(true);
      }
      String hex = Digest.end(digest);
      long size = Files.size(draft);
      return new Stored(hex, size, publish(draft, hex, size, name));
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private Path newDraft() throws IOException {
    long number = ThreadLocalRandom.current().nextLong(Long.MAX_VALUE);
    return draft(Long.toString(number, Character.MAX_RADIX));
  }

  /** Returns where something may be written that is not used before it is published. */
  Path draft(String name) throws IOException {
    return Files.createDirectories(directory.resolve(DRAFTS)).resolve(name);
  }

  /** Gives a verified draft its place, unless it is there already. */
  Path publish(Path draft, String digest, long size, String name) throws IOException {
    leases.take(digest);
    Path file = place(digest, name);
    while (!isThere(file, size)) {
      Files.createDirectories(directory.resolve(digest));
      draft.toFile().setReadOnly();
      move(draft, file);
    }
    touch(file);
    eviction.run();
    return file;
  }

  private static void move(Path draft, Path file) throws IOException {
    try {
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (FileAlreadyExistsException e) {
      Files.delete(file); // not whole, or it would have been found
    }
  }
}
