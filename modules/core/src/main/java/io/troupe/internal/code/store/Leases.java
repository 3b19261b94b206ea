package io.troupe.internal.code.store;

import io.troupe.internal.log.Log;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Who uses what in a cache: each process has a file with the digests that it uses, which it holds
 * the lock of. The kernel gives the lock up when the process ends, however it does. Thread-safe.
 */
final class Leases {
  private static final Log log = Log.of(Leases.class);
  private static final String SUFFIX = ".lease";

  /**
   * What stands in the files of this JVM. They must not be opened again here: to close one gives up
   * all locks that the process has of it.
   */
  private static final Map<Path, Set<String>> OWN = new ConcurrentHashMap<>();

  private final Path directory;
  private final Set<String> taken = ConcurrentHashMap.newKeySet();
  private @Nullable FileChannel file; // guarded by this; its lock goes with the process
  private @Nullable Path path; // of that file

  Leases(Path directory) {
    this.directory = directory;
  }

  /** Has this process use what has a digest, from now on until it ends. */
  synchronized void take(String digest) throws IOException {
    if (taken.contains(digest)) {
      return;
    }
    if (file == null) {
      file = open();
    }
    ByteBuffer line = StandardCharsets.US_ASCII.encode(digest + "\n");
    while (line.hasRemaining()) {
      file.write(line);
    }
    taken.add(digest);
  }

  /**
   * A process that sweeps may have taken the file for that of a dead process before it was locked.
   */
  private FileChannel open() throws IOException {
    Files.createDirectories(directory);
    while (true) {
      long number = ThreadLocalRandom.current().nextLong(Long.MAX_VALUE);
      Path draft = directory.resolve(Long.toString(number, Character.MAX_RADIX) + SUFFIX);
      OWN.put(draft, taken);
      FileChannel made =
          FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      if (made.tryLock() != null && Files.exists(draft)) {
        path = draft;
        return made;
      }
      made.close();
      OWN.remove(draft);
    }
  }

  /** Has this process use nothing any more by this. */
  synchronized void release() {
    taken.clear();
    if (file == null || path == null) {
      return;
    }
    try {
      Files.deleteIfExists(path);
      file.close();
    } catch (IOException e) {
      log.debug("{} is left to be swept: {}", path, e.toString());
    }
    OWN.remove(path);
    file = null;
  }

  /** Returns what living processes use, this one included, and deletes the files of the dead. */
  Set<String> all() throws IOException {
    Set<String> all = new HashSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
      for (Path path : files) {
        Set<String> own = OWN.get(path);
        all.addAll(own != null ? own : ofOther(path));
      }
    } catch (NoSuchFileException e) {
      log.debug("Nobody has a lease yet: {}", e.getMessage());
    }
    return all;
  }

  private static Set<String> ofOther(Path path) throws IOException {
    try (FileChannel other = FileChannel.open(path, StandardOpenOption.WRITE)) {
      FileLock lock = other.tryLock();
      if (lock == null) {
        return new HashSet<>(Files.readAllLines(path));
      }
      Files.deleteIfExists(path);
    } catch (NoSuchFileException e) {
      log.debug("Swept by another process: {}", e.getMessage());
    } catch (OverlappingFileLockException e) {
      return new HashSet<>(Files.readAllLines(path));
    }
    return Set.of();
  }
}
