package io.troupe.internal.directory;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An open directory of this user. What lies in it is reached relative to it, even if the path is
 * changed meanwhile, and only where it belongs to this user; links are not followed. Where the
 * platform cannot do that, by the path, which others cannot change: they may not enter the
 * directory. Not thread-safe.
 */
public final class OpenDirectory implements Closeable {
  private final Path path;
  private final DirectoryStream<Path> stream;
  private final @Nullable SecureDirectoryStream<Path> secure;

  private OpenDirectory(Path path, DirectoryStream<Path> stream) {
    this.path = path;
    this.stream = stream;
    this.secure = stream instanceof SecureDirectoryStream<Path> relative ? relative : null;
  }

  /**
   * Opens the directory of this user in a place.
   *
   * @throws NoSuchFileException if there is none
   * @throws IOException if it is a link, or others could reach into it
   */
  public static OpenDirectory of(Place place) throws IOException {
    Path directory = place.verified();
    try (DirectoryStream<Path> parent = Files.newDirectoryStream(place.parent())) {
      return new OpenDirectory(directory, openIn(parent, directory));
    }
  }

  @SuppressWarnings("StreamResourceLeak") // closed by close()
  private static DirectoryStream<Path> openIn(DirectoryStream<Path> parent, Path directory)
      throws IOException {
    return parent instanceof SecureDirectoryStream<Path> secure
        ? secure.newDirectoryStream(directory.getFileName(), LinkOption.NOFOLLOW_LINKS)
        : Files.newDirectoryStream(directory);
  }

  /** Opens a directory in this one. */
  OpenDirectory directory(String name) throws IOException {
    return new OpenDirectory(path.resolve(name), openIn(stream, path.resolve(name)));
  }

  /** Returns the names of what is in it; once. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    stream.forEach(entry -> names.add(entry.getFileName().toString()));
    return names;
  }

  /** Returns whether there is a directory of that name, of this user's own. */
  public boolean hasDirectory(String name) throws IOException {
    BasicFileAttributes found = find(name);
    return found != null && found.isDirectory();
  }

  /** Returns whether there is a regular file of that name, of this user's own. */
  public boolean hasFile(String name) throws IOException {
    BasicFileAttributes found = find(name);
    return found != null && found.isRegularFile();
  }

  /** Returns when a file or directory of that name was changed; null if there is none. */
  @Nullable
  Instant changed(String name) {
    try {
      BasicFileAttributes found = find(name);
      return found == null ? null : found.lastModifiedTime().toInstant();
    } catch (IOException unknown) {
      return null;
    }
  }

  private @Nullable BasicFileAttributes find(String name) throws IOException {
    try {
      BasicFileAttributes found = attributes(Path.of(name));
      boolean foreign =
          found instanceof PosixFileAttributes posix && !Permissions.isOwn(posix.owner());
      return foreign ? null : found;
    } catch (NoSuchFileException gone) {
      return null;
    }
  }

  private BasicFileAttributes attributes(Path name) throws IOException {
    Class<? extends BasicFileAttributeView> view =
        Permissions.POSIX ? PosixFileAttributeView.class : BasicFileAttributeView.class;
    BasicFileAttributeView found = secure != null
        ? secure.getFileAttributeView(name, view, LinkOption.NOFOLLOW_LINKS)
        : Files.getFileAttributeView(path.resolve(name), view, LinkOption.NOFOLLOW_LINKS);
    return found.readAttributes();
  }

  /**
   * Opens a regular file.
   *
   * @throws NoSuchFileException if there is no regular file of that name
   */
  public FileChannel open(String name, StandardOpenOption access) throws IOException {
    if (!hasFile(name)) {
      throw new NoSuchFileException(path.resolve(name).toString());
    }
    Set<OpenOption> options = Set.of(access, LinkOption.NOFOLLOW_LINKS);
    return secure != null
        ? (FileChannel) secure.newByteChannel(Path.of(name), options)
        : FileChannel.open(path.resolve(name), options);
  }

  /** Opens a file to lock it; makes it where it is missing. */
  FileChannel openOrCreate(String name) throws IOException {
    try {
      return FileChannel.open(
          path.resolve(name),
          Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
          Permissions.forFile());
    } catch (FileAlreadyExistsException exists) {
      return open(name, StandardOpenOption.WRITE);
    }
  }

  /** Deletes what is no directory; returns false if it was gone. */
  public boolean deleteFile(String name) throws IOException {
    try {
      if (secure != null) {
        secure.deleteFile(Path.of(name));
      } else {
        Files.delete(path.resolve(name));
      }
      return true;
    } catch (NoSuchFileException gone) {
      return false;
    }
  }

  /** Deletes an empty directory. */
  void deleteDirectory(String name) throws IOException {
    if (secure != null) {
      secure.deleteDirectory(Path.of(name));
    } else {
      Files.delete(path.resolve(name));
    }
  }

  /** Deletes everything in this directory but one file; returns how many files those were. */
  int deleteAllBut(String kept) throws IOException {
    int deleted = 0;
    for (String name : names()) {
      if (hasDirectory(name)) {
        try (OpenDirectory inner = directory(name)) {
          deleted += inner.deleteAllBut("");
        }
        deleteDirectory(name);
      } else if (!name.equals(kept)) {
        deleted += deleteFile(name) ? 1 : 0;
      }
    }
    return deleted;
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
