package io.troupe.internal.ps;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The names of terminals, by their device numbers. A number keeps its name. Thread-safe. */
final class DeviceNames {
  private final Map<Long, String> known = new ConcurrentHashMap<>();

  /** Returns the path of a terminal; empty for 0, and if it is in no directory of this process. */
  Optional<String> terminal(long device) {
    if (device == 0) {
      return Optional.empty();
    }
    if (!known.containsKey(device)) {
      find("/dev/pts", "*");
      find("/dev", "{tty*,console,hvc*}");
    }
    return Optional.ofNullable(known.get(device));
  }

  private void find(String directory, String pattern) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of(directory), pattern)) {
      for (Path file : files) {
        add(file);
      }
    } catch (IOException | UnsupportedOperationException e) {
      // A container may have none of them.
    }
  }

  private void add(Path file) throws IOException {
    Object device = Files.getAttribute(file, "unix:rdev", LinkOption.NOFOLLOW_LINKS);
    known.put(((Number) device).longValue(), file.toString());
  }
}
