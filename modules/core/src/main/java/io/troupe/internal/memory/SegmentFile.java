package io.troupe.internal.memory;

import io.troupe.internal.directory.Place;
import io.troupe.internal.directory.Places;
import io.troupe.internal.directory.RuntimeDirectory;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes and opens the files of segments. A file that others can find is always whole. */
record SegmentFile(Path path, Segment segment) {
  static final String PREFIX = "seg-";

  /**
   * Makes one in the directory of its owner, under a name that no other has.
   *
   * @throws IOException if there is no place with room
   */
  static SegmentFile create(RuntimeDirectory owner, long size) throws IOException {
    long id = FileNames.random();
    String file = PREFIX + HexFormat.of().toHexDigits(id);
    RuntimeDirectory.Allocated made = allocate(owner, file, size);
    try (made) {
      return new SegmentFile(
          made.path(), map(made, FileNames.inEntry(made.owner(), file), id, size));
    } catch (IOException failed) {
      Files.deleteIfExists(made.path());
      throw failed;
    }
  }

  /**
   * Makes one under a name that users give.
   *
   * @throws FileAlreadyExistsException if the name is taken
   * @throws IOException if there is no place with room
   */
  static SegmentFile create(RuntimeDirectory owner, String name, long size) throws IOException {
    long id = FileNames.random();
    Path file = FileNames.named(name);
    RuntimeDirectory.Allocated made =
        allocate(owner, "new-" + HexFormat.of().toHexDigits(id), size);
    Path named = made.directory().resolve(file);
    try (made) {
      Segment segment = map(made, name, id, size);
      Files.createLink(named, made.path());
      requireOnly(name, named);
      return new SegmentFile(named, segment);
    } catch (FileAlreadyExistsException exists) {
      throw nameTaken(name, exists);
    } finally {
      Files.deleteIfExists(made.path());
    }
  }

  private static RuntimeDirectory.Allocated allocate(RuntimeDirectory owner, String file, long size)
      throws IOException {
    return owner.allocate(file, SegmentHeader.BYTES + size);
  }

  private static Segment map(RuntimeDirectory.Allocated made, String name, long id, long size)
      throws IOException {
    SegmentHeader header = new SegmentHeader(size, id, made.owner());
    made.file().write(header.encode(), 0);
    return Segment.map(name, header, made.file());
  }

  // Where one place was full, another has the name.
  private static void requireOnly(String name, Path made) throws IOException {
    for (Place place : Places.forMemory().existing()) {
      Path other = place.open().resolve(FileNames.named(name));
      if (!other.equals(made) && Files.exists(other, LinkOption.NOFOLLOW_LINKS)) {
        Files.delete(made);
        throw new FileAlreadyExistsException(other.toString());
      }
    }
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
  static Segment open(String name) throws IOException {
    Path file = FileNames.of(name);
    for (Place place : Places.forMemory().existing()) {
      Path path = place.open().resolve(file);
      if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
        return open(path, name);
      }
    }
    throw noSuchName(name, null);
  }

  private static Segment open(Path path, String name) throws IOException {
    try (FileChannel file = FileChannel.open(
        path,
        Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS))) {
      SegmentHeader header = SegmentHeader.read(file)
          .orElseThrow(() -> new IOException(
              path + " is no shared memory of Troupe, or is damaged: \"" + name + "\""));
      return Segment.map(name, header, file);
    } catch (NoSuchFileException missing) {
      throw noSuchName(name, missing);
    }
  }

  static NoSuchFileException noSuchName(String name, @Nullable IOException cause) {
    NoSuchFileException missing = new NoSuchFileException(
        name,
        null,
        "there is no shared memory of this name on this machine: its owner has unlinked it, or it is"
            + " of another machine, to which neither a name nor SharedMemory reaches; handles to"
            + " values, arrays and lists that cross do");
    missing.initCause(cause);
    return missing;
  }
}
