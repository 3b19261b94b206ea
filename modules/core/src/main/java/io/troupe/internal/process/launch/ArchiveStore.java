package io.troupe.internal.process.launch;

import io.troupe.internal.log.Log;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The class archives in a cache directory. A JVM that maps an archive which was cut short is killed
 * when it touches what is not there, and so an archive has its size and a digest of itself in its
 * name: {@code fingerprint-size-digest.jsa}, where the fingerprint names what it was made for. A
 * file that is not named exactly so is not the store's, and left alone. Thread-safe.
 */
final class ArchiveStore {
  private static final Log log = Log.of(ArchiveStore.class);
  private static final int DIGEST_BYTES = 16;
  private static final Pattern ARCHIVE =
      Pattern.compile("([0-9a-f]{16})-([0-9]{1,18})-([0-9a-f]{32})\\.(jsa|aot)");
  /** The JVM writes a configuration beside an archive of its later kind. */
  private static final Pattern DRAFT =
      Pattern.compile("[0-9a-f]{16}\\.(?:jsa|aot)\\.([0-9]{1,18})(?:\\.config)?");

  /** Held by the process that makes an archive, so that programs that start together make one. */
  private static final String LOCK = "archives.lock";

  private final Path directory;
  private final String fingerprint;
  private final String kind;

  /**
   * @param fingerprinted all that the archive depends on
   * @param kind {@code jsa} or {@code aot}
   */
  ArchiveStore(Path directory, byte[] fingerprinted, String kind) {
    this.directory = directory;
    this.fingerprint = HexFormat.of().toHexDigits(hash(fingerprinted));
    this.kind = kind;
  }

  /**
   * FNV-1a. A cryptographic hash would take longer to load than all else here, and is not needed: a
   * JVM finds out by itself that an archive was made for others, and starts without.
   */
  private static long hash(byte[] bytes) {
    long hash = 0xcbf29ce484222325L;
    for (byte each : bytes) {
      hash = (hash ^ (each & 0xff)) * 0x100000001b3L;
    }
    return hash;
  }

  /** Returns the archive, unless there is none, or none of its size. */
  @Nullable
  Path find() {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        String name = nameOf(file);
        if (name.startsWith(fingerprint) && name.endsWith("." + kind) && isOfItsSize(file)) {
          return file;
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return null;
    } catch (IOException e) {
      log.debug("Cannot look for a class archive in {}: {}", directory, e.toString());
    }
    return null;
  }

  /** Returns whether a file is an archive that is as long as when it was made. */
  static boolean isOfItsSize(Path file) {
    Matcher name = ARCHIVE.matcher(nameOf(file));
    try {
      return name.matches()
          && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          && Files.size(file) == Long.parseLong(name.group(2));
    } catch (IOException e) {
      return false; // it has just gone
    }
  }

  Path directory() {
    return directory;
  }

  /** Returns whether a process that lives makes the archive. */
  boolean isBeingMade() {
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(directory, fingerprint + "." + kind + ".*")) {
      for (Path file : files) {
        Matcher draft = DRAFT.matcher(nameOf(file));
        if (draft.matches() && ProcessHandle.of(Long.parseLong(draft.group(1))).isPresent()) {
          return true;
        }
      }
    } catch (IOException e) { // there is no directory yet
      return false;
    }
    return false;
  }

  /**
   * Waits until no other process makes an archive here, and keeps others from it until what is
   * returned is closed. The kernel does so, too, when this process ends.
   */
  Closeable makingAlone() throws IOException {
    Files.createDirectories(directory);
    FileChannel channel = FileChannel.open(
        directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      channel.lock();
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    return channel;
  }

  /** Returns where this process may write an archive, which is not used before it is published. */
  Path prepare() throws IOException {
    ArchiveSweep.through(directory);
    Path draft = directory.resolve(
        fingerprint + "." + kind + "." + ProcessHandle.current().pid());
    Files.write(draft, new byte[0]); // tells others that it is being made
    return draft;
  }

  /** Makes a draft the archive. */
  Path publish(Path draft) throws IOException {
    if (!Files.isRegularFile(draft, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException("the JVM wrote no archive");
    }
    Path file =
        directory.resolve(fingerprint + "-" + Files.size(draft) + "-" + digest(draft) + "." + kind);
    try {
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
    }
    return file;
  }

  /**
   * Deletes an archive that is no longer what it was when it was made. Blocks while it reads it.
   */
  static void deleteIfChanged(Path file) {
    Matcher name = ARCHIVE.matcher(nameOf(file));
    try {
      if (name.matches() && !(isOfItsSize(file) && digest(file).equals(name.group(3)))) {
        deleteQuietly(file);
      }
    } catch (IOException e) {
      log.debug("Cannot read {}: {}", file, e.toString());
    }
  }

  /** Returns whether a file is named as an archive is. */
  static boolean isArchive(Path file) {
    return ARCHIVE.matcher(nameOf(file)).matches();
  }

  /** Returns whether a file is named as an archive that a process makes, which is gone. */
  static boolean isDraftOfTheDead(Path file) {
    Matcher draft = DRAFT.matcher(nameOf(file));
    return draft.matches() && ProcessHandle.of(Long.parseLong(draft.group(1))).isEmpty();
  }

  static void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      log.debug("Cannot delete {}: {}", file, e.toString());
    }
  }

  private static String nameOf(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static String digest(Path file) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] part = new byte[1 << 16];
      for (int read = in.read(part); read >= 0; read = in.read(part)) {
        digest.update(part, 0, read);
      }
    }
    return HexFormat.of().formatHex(digest.digest(), 0, DIGEST_BYTES);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
