package io.troupe.internal.memory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes and opens the files of segments. A file under its final name is always whole. */
final class SegmentFile {
  static final String PREFIX = "seg-";

  private static final int CHUNK_BYTES = 1 << 20;

  private SegmentFile() {}

  /**
   * Makes a file full of zeros that nobody sees, gives it its name, and maps it.
   *
   * @throws FileAlreadyExistsException if the name is taken
   * @throws IOException if there is not enough room
   */
  static Segment create(Path directory, String name, SegmentHeader header) throws IOException {
    Path unfinished = directory.resolve(header.owner().unfinishedFile(header.id()));
    try (FileChannel file = createFile(unfinished)) {
      allocate(directory, file, header);
      Segment segment = Segment.map(name, header, file);
      Files.createLink(directory.resolve(FileNames.segment(name)), unfinished);
      return segment;
    } catch (FileAlreadyExistsException exists) {
      throw nameTaken(name, exists);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  private static FileChannel createFile(Path path) throws IOException {
    return FileChannel.open(
        path,
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
        MemoryDirectory.onlyThisUser("rw-------"));
  }

  // Java cannot reserve room in a file; only what was written is sure to be there when it is
  // touched.
  private static void allocate(Path directory, FileChannel file, SegmentHeader header)
      throws IOException {
    long bytes = SegmentHeader.BYTES + header.size();
    checkRoom(directory, bytes, directory.toFile().getUsableSpace());
    try {
      writeZeros(file, bytes);
      file.write(header.encode(), 0);
    } catch (ClosedByInterruptException interrupted) {
      throw interrupted;
    } catch (IOException full) {
      throw noRoom(directory, bytes, directory.toFile().getUsableSpace(), full);
    }
  }

  private static void writeZeros(FileChannel file, long bytes) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocateDirect((int) Math.min(bytes, CHUNK_BYTES));
    for (long written = 0; written < bytes; ) {
      zeros.clear().limit((int) Math.min(bytes - written, zeros.capacity()));
      written += file.write(zeros, written);
    }
  }

  private static void checkRoom(Path directory, long bytes, long room) throws IOException {
    if (bytes > room) {
      throw noRoom(directory, bytes, room, null);
    }
  }

  private static IOException noRoom(
      Path directory, long bytes, long room, @Nullable IOException cause) {
    return new IOException(
        "No room for %d bytes of shared memory: %s has %d bytes left; free some, or make the file system larger"
            .formatted(bytes, directory, room),
        cause);
  }

  private static FileAlreadyExistsException nameTaken(String name, IOException cause) {
    FileAlreadyExistsException taken = new FileAlreadyExistsException(
        name,
        null,
        "shared memory of this name exists already: attach to it, or choose another name");
    taken.initCause(cause);
    return taken;
  }

  /**
   * Maps the segment of that name.
   *
   * @throws NoSuchFileException if there is none
   * @throws IOException if the file is not one that this class wrote
   */
  static Segment open(Path directory, String name) throws IOException {
    try (FileChannel file = openFile(directory.resolve(FileNames.segment(name)))) {
      SegmentHeader header = SegmentHeader.read(file)
          .orElseThrow(() -> new IOException("\"" + name + "\" in " + directory
              + " is no shared memory of Troupe, or is damaged"));
      return Segment.map(name, header, file);
    } catch (NoSuchFileException missing) {
      throw noSuchName(name, missing);
    }
  }

  private static FileChannel openFile(Path path) throws IOException {
    return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  static NoSuchFileException noSuchName(String name, @Nullable IOException cause) {
    NoSuchFileException missing = new NoSuchFileException(
        name,
        null,
        "there is no shared memory of this name on this machine, or its owner has unlinked it");
    missing.initCause(cause);
    return missing;
  }
}
