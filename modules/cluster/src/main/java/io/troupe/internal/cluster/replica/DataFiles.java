package io.troupe.internal.cluster.replica;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.BiConsumer;
import java.util.zip.CRC32C;

/**
 * Values by their keys, one file each. A file is written beside the one that it replaces, so that
 * after a crash there is one of both. Not thread-safe.
 */
final class DataFiles {
  private static final String SUFFIX = ".data";
  private static final String DRAFT = ".draft";
  private static final int VERSION = 1;

  private final Path directory;

  /** @param directory which exists */
  DataFiles(Path directory) {
    this.directory = directory;
  }

  /**
   * Reads all.
   *
   * @throws IOException if one of the files is not one of these, or cannot be read
   */
  void read(BiConsumer<String, byte[]> each) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
      for (Path file : files) {
        read(file, each);
      }
    }
  }

  private static void read(Path file, BiConsumer<String, byte[]> each) throws IOException {
    String key;
    byte[] value;
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      if (in.readInt() != VERSION) {
        throw new IOException(file + " is of another version of Troupe");
      }
      long sum = in.readLong();
      key = in.readUTF();
      value = in.readAllBytes();
      if (sum != sum(key, value)) {
        throw new IOException(file + " is damaged");
      }
    } catch (EOFException | UTFDataFormatException e) {
      throw new IOException(file + " is damaged", e);
    }
    each.accept(key, value);
  }

  /** Writes one. It is sure to stay after {@link #sync}. */
  void write(String key, byte[] value) throws IOException {
    Path file = directory.resolve(name(key) + SUFFIX);
    Path draft = directory.resolve(name(key) + DRAFT);
    try (FileChannel out = FileChannel.open(
        draft,
        StandardOpenOption.CREATE,
        StandardOpenOption.WRITE,
        StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer bytes = ByteBuffer.wrap(content(key, value));
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
    replace(draft, file);
  }

  private static void replace(Path draft, Path file) throws IOException {
    try {
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static byte[] content(String key, byte[] value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(VERSION);
    out.writeLong(sum(key, value));
    out.writeUTF(key);
    out.write(value);
    return bytes.toByteArray();
  }

  private static long sum(String key, byte[] value) {
    CRC32C sum = new CRC32C();
    sum.update(key.getBytes(StandardCharsets.UTF_8));
    sum.update(value);
    return sum.getValue();
  }

  /** What stands in a key may not be what a file can be called. */
  private static String name(String key) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(key.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Has the names of what was written stay, too. */
  void sync() throws IOException {
    try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
      names.force(true);
    } catch (AccessDeniedException e) {
      // Windows opens no directories, and keeps their names by itself.
    }
  }

  @Override
  public String toString() {
    return directory.toString();
  }
}
