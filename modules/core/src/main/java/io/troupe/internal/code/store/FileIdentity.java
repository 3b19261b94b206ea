package io.troupe.internal.code.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/** Tells whether a file is the one that it was, without reading it. */
public record FileIdentity(
    Path path, long size, FileTime modified, @Nullable Object key) {

  /** Returns what tells a file, or a directory, now. */
  public static FileIdentity of(Path file) throws IOException {
    return of(file, Files.readAttributes(file, BasicFileAttributes.class));
  }

  static FileIdentity of(Path file, BasicFileAttributes attributes) {
    return new FileIdentity(
        file, attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
  }
}
