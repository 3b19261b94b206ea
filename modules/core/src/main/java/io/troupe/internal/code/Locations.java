package io.troupe.internal.code;

import io.troupe.internal.code.store.NestedJars;
import io.troupe.internal.log.Log;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Turns what class loaders call a place into the file that a class path can name. A jar, or a
 * directory, within a jar is unpacked for that.
 */
final class Locations {
  private static final Log log = Log.of(Locations.class);
  private static final String JAR = "jar:";
  private static final String FILE = "file:";
  private static final String NESTED = "nested:";

  /**
   * What separates a jar from what is in it; Spring Boot's own form of URLs has them the other way
   * round.
   */
  private static final String IN_JAR = "!/";

  private static final String IN_NESTED = "/!";

  private Locations() {}

  /** Returns the file that a class loader's URL names; empty if it is none. */
  static Optional<Path> file(URL place) {
    return file(place.toString());
  }

  /**
   * Returns the file, or the directory, in which a resource is.
   *
   * @param path of the resource, as the class loader was asked for it
   */
  static Optional<Path> holding(URL resource, String path) {
    String text = resource.toString();
    return text.endsWith(path)
        ? file(text.substring(0, text.length() - path.length()))
        : Optional.empty();
  }

  private static Optional<Path> file(String place) {
    try {
      if (!place.startsWith(JAR)) {
        return place.startsWith(FILE) ? Optional.of(path(place)) : Optional.empty();
      }
      String inner = place.substring(JAR.length());
      if (inner.startsWith(NESTED)) {
        return part(FILE + inner.substring(NESTED.length()), IN_NESTED);
      }
      return inner.startsWith(FILE) ? part(inner, IN_JAR) : Optional.empty();
    } catch (InvalidPathException | FileSystemNotFoundException e) {
      log.debug("{} is no file: {}", place, e.toString());
      return Optional.empty();
    }
  }

  /** Returns a jar, or a part of it that is unpacked. */
  private static Optional<Path> part(String place, String separator) {
    int end = place.indexOf(separator);
    if (end < 0) {
      return Optional.empty();
    }
    Path outer = path(place.substring(0, end));
    String inner = place.substring(end + separator.length());
    String plain = inner.endsWith(IN_JAR) ? inner.substring(0, inner.length() - 2) : inner;
    if (plain.isEmpty()) {
      return Optional.of(outer);
    }
    try {
      return Optional.of(NestedJars.unpack(outer, plain));
    } catch (IOException | UncheckedIOException e) {
      log.warn("{} cannot be unpacked for processes: {}", place, e.getMessage());
      return Optional.empty();
    }
  }

  /** URLs that were made of files carelessly have spaces and the like as they are. */
  private static Path path(String place) {
    try {
      return Path.of(new URI(place)).toAbsolutePath().normalize();
    } catch (URISyntaxException | IllegalArgumentException e) {
      return Path.of(place.substring(FILE.length())).toAbsolutePath().normalize();
    }
  }
}
