package io.troupe.internal.runtime;

import io.troupe.internal.connection.SocketDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The private directory of one runtime: socket, board, argument files. It goes with its runtime; what a killed runtime left
 * behind is swept by the next one of the same user. Its name is short, because a socket's path may have 100 bytes at most.
 */
public final class RuntimeDirectory implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RuntimeDirectory.class);
  private static final String PREFIX = "troupe-";
  private static final int LONGEST_BASE = 48;

  private final Path path;

  private RuntimeDirectory(Path path) {
    this.path = path;
  }

  /** Creates the directory of this JVM, for this user only, and sweeps those of dead ones. */
  public static RuntimeDirectory create() {
    Path base = base();
    sweep(base);
    try {
      String name = PREFIX + nameOf(ProcessHandle.current());
      return new RuntimeDirectory(Files.createDirectory(
          base.resolve(name),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot create a private directory in " + base, e);
    }
  }

  public Path path() {
    return path;
  }

  @Override
  public void close() {
    delete(path);
  }

  /** Deletes what the process with this number left behind, if it is dead. */
  public static void sweepAfter(long pid) {
    sweep(base(), PREFIX + pid + "-*");
    SocketDirectory.sweepAfter(pid);
  }

  /** The memory file system, where there is one: a board in memory is never written to a disk. */
  private static Path base() {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    return Stream.of(Path.of("/dev/shm"), temporary, Path.of("/tmp"))
        .filter(Files::isDirectory)
        .filter(Files::isWritable)
        .filter(candidate -> candidate.toString().length() <= LONGEST_BASE)
        .findFirst()
        .orElse(temporary);
  }

  private static void sweep(Path base) {
    sweep(base, PREFIX + "*-*");
  }

  private static void sweep(Path base, String pattern) {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(base, pattern)) {
      for (Path directory : found) {
        if (Files.isReadable(directory) && !ownerLives(directory.getFileName().toString())) {
          delete(directory);
        }
      }
    } catch (IOException e) {
      LOG.debug("Cannot look for left-over directories in {}: {}", base, e.toString());
    }
  }

  private static boolean ownerLives(String directoryName) {
    String owner = directoryName.substring(PREFIX.length());
    String pid = owner.substring(0, owner.indexOf('-'));
    if (!pid.matches("\\d{1,18}")) {
      return true; // not one of ours
    }
    Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(pid));
    return process.isPresent() && nameOf(process.get()).equals(owner);
  }

  /** A number alone may be used again; with its start time it is unique. */
  private static String nameOf(ProcessHandle process) {
    long start = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    return process.pid() + "-" + Long.toString(start, Character.MAX_RADIX);
  }

  private static void delete(Path directory) {
    try (Stream<Path> tree = Files.walk(directory)) {
      List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
      for (Path entry : deepestFirst) {
        Files.deleteIfExists(entry);
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.debug("Cannot delete {}: {}", directory, e.toString());
    }
  }
}
