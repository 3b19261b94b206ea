package io.troupe.internal.connection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory of this process's sockets, which no other user can enter. It goes with the process; what a killed one left
 * is removed by the next, which sees by the lock on a file in it that nobody uses it any more.
 */
public final class SocketDirectory {
  private static final Logger log = LoggerFactory.getLogger(SocketDirectory.class);
  private static final String PREFIX = "troupe-sockets-";
  private static final String LOCK = "lock";
  // The path of a socket has room for about 100 bytes, and the rest takes up to 60.
  private static final int MOST_PARENT_BYTES = 40;

  private final Path path;
  private final AtomicLong sockets = new AtomicLong();

  @SuppressWarnings("unused") // held until the process ends: garbage would drop the lock
  private final FileChannel lock;

  private SocketDirectory(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /** Returns the one of this process, made by the first call. */
  static SocketDirectory ofThisProcess() {
    return Holder.INSTANCE;
  }

  private static final class Holder {
    static final SocketDirectory INSTANCE = create();
  }

  /** Deletes what the process with this number left behind, if it is dead. */
  public static void sweepAfter(long pid) {
    try {
      removeLeftovers(parent(), PREFIX + pid + "-*");
    } catch (IOException e) {
      log.debug("left-over sockets of {} could not be looked for", pid, e);
    }
  }

  /** Returns an address that was never used. */
  UnixDomainSocketAddress newAddress() {
    return UnixDomainSocketAddress.of(
        path.resolve(Long.toString(sockets.incrementAndGet(), Character.MAX_RADIX)));
  }

  /** Deletes the file that a closed server socket leaves. */
  public static void delete(UnixDomainSocketAddress address) {
    try {
      Files.deleteIfExists(address.getPath());
    } catch (IOException e) {
      log.debug("the socket {} could not be deleted", address, e);
    }
  }

  private static SocketDirectory create() {
    try {
      Path parent = parent();
      removeLeftovers(parent, PREFIX + "*");
      SocketDirectory made = claim(parent);
      Runtime.getRuntime()
          .addShutdownHook(new Thread(() -> remove(made.path), "troupe-sockets-cleanup"));
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "no directory for sockets could be made; is java.io.tmpdir writable?", e);
    }
  }

  // Another process may take a directory for a leftover that is not locked yet, and delete it: it
  // holds the lock meanwhile.
  private static SocketDirectory claim(Path parent) throws IOException {
    while (true) {
      Path path = createPrivate(parent);
      Path file = path.resolve(LOCK);
      FileChannel lock =
          FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      lock.lock();
      if (Files.exists(file)) {
        return new SocketDirectory(path, lock);
      }
      lock.close();
    }
  }

  private static Path parent() {
    Path configured = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
    Path shorter = Path.of("/tmp");
    boolean fits =
        configured.toString().length() <= MOST_PARENT_BYTES || !Files.isDirectory(shorter);
    return fits ? configured : shorter;
  }

  private static Path createPrivate(Path parent) throws IOException {
    String prefix = PREFIX + ProcessHandle.current().pid() + "-";
    if (!parent.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return Files.createTempDirectory(parent, prefix);
    }
    return Files.createTempDirectory(
        parent,
        prefix,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  private static void removeLeftovers(Path parent, String pattern) throws IOException {
    try (DirectoryStream<Path> candidates = Files.newDirectoryStream(parent, pattern)) {
      for (Path candidate : candidates) {
        removeIfLeftover(candidate);
      }
    }
  }

  // A directory of another user, or one that is being made this moment, has no lock that we can
  // open.
  private static void removeIfLeftover(Path candidate) {
    Path lockFile = candidate.resolve(LOCK);
    if (!Files.isWritable(lockFile)) {
      return;
    }
    try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
        FileLock free = channel.tryLock()) {
      if (free != null) {
        remove(candidate);
      }
    } catch (IOException e) {
      log.debug("the lock {} could not be examined", lockFile, e);
    }
  }

  private static void remove(Path directory) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(directory);
    } catch (IOException e) {
      log.debug("the directory {} could not be removed", directory, e);
    }
  }
}
