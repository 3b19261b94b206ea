package io.troupe.internal.directory;

import io.troupe.internal.log.Log;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The places that are tried one after the other. Thread-safe. */
public final class Places {
  private static final Log log = Log.of(Places.class);

  /** What {@code -D} of this name says is the only place of shared memory. */
  private static final String MEMORY_PROPERTY = "troupe.memory.directory";

  // Linux takes 107 bytes, macOS 103; an entry and a socket in it take up to 40.
  private static final int LONGEST_FOR_SOCKETS = 60;

  private final List<Place> places;
  private final String advice;

  private Places(List<Place> places, String advice) {
    this.places = places;
    this.advice = advice;
  }

  /** Returns these. */
  public static Places of(List<Path> parents) {
    return new Places(parents.stream().map(Place::new).toList(), "");
  }

  /** Returns the places of runtimes and their sockets, whose paths must be short. */
  static Places forRuntimes() {
    return Holder.RUNTIMES;
  }

  /**
   * Returns the places of shared memory: the same for all processes that share, if they have the
   * same options.
   */
  public static Places forMemory() {
    return Holder.MEMORY;
  }

  private static final class Holder {
    static final Places RUNTIMES = runtimes();
    static final Places MEMORY = memory();

    private static Places runtimes() {
      List<Place> shortOnes = standard()
          .filter(place -> bytes(place.directory()) <= LONGEST_FOR_SOCKETS)
          .toList();
      return new Places(shortOnes, "Free some room there, or set -Djava.io.tmpdir to a short path");
    }

    private static Places memory() {
      String configured = System.getProperty(MEMORY_PROPERTY);
      return new Places(
          configured == null ? standard().toList() : List.of(new Place(Path.of(configured))),
          "Free some room there, or set -D" + MEMORY_PROPERTY + " to another directory");
    }
  }

  /** The memory file system first: what lies there is never written to a disk. */
  private static Stream<Place> standard() {
    return Stream.of(
            "/dev/shm",
            System.getProperty("java.io.tmpdir"),
            "/tmp",
            System.getenv("XDG_RUNTIME_DIR"),
            "/var/tmp")
        .filter(Objects::nonNull)
        .filter(path -> !path.isEmpty())
        .map(path -> Path.of(path).toAbsolutePath().normalize())
        .distinct()
        .map(Place::new);
  }

  private static int bytes(Path path) {
    return path.toString().getBytes(StandardCharsets.UTF_8).length;
  }

  /** Tries to use a place. */
  public interface Attempt<T> {
    /**
     * Uses the place.
     *
     * @throws IOException if another place shall be tried
     */
    T in(Place place) throws IOException;
  }

  /**
   * Returns what the first place gives that fits.
   *
   * @param failure how the message begins
   * @throws IOException if none does; says why
   */
  public <T> T search(String failure, Attempt<T> attempt) throws IOException {
    List<String> reasons = new ArrayList<>();
    IOException first = null;
    for (Place place : places) {
      try {
        return attempt.in(place);
      } catch (IOException e) {
        log.debug("{} in {}", failure, place, e);
        reasons.add(place + ": " + reason(e));
        if (first == null) {
          first = e;
        }
      }
    }
    throw new IOException(
        failure + ": " + String.join("; ", reasons) + (advice.isEmpty() ? "" : ". " + advice),
        first);
  }

  /** Returns those that have a directory of this user. */
  public List<Place> existing() {
    return places.stream().filter(Place::exists).toList();
  }

  private static @Nullable String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "does not exist";
    } else if (e instanceof AccessDeniedException) {
      return "no permission to write";
    } else if (e instanceof FileSystemException named && named.getReason() != null) {
      return named.getReason();
    }
    return e.getMessage();
  }
}
