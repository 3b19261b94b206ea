package io.troupe.e2e.pool;

import io.troupe.e2e.support.Scratch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a task waits for until a test, or another task, opens it; crosses processes. */
record Gate(String file) {

  static Gate in(Path directory, String name) {
    return new Gate(directory.resolve(name).toString());
  }

  void open() {
    try {
      Scratch.write(file, "open");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isOpen() {
    return Files.exists(Path.of(file));
  }

  void await() {
    Scratch.await(Path.of(file));
  }
}
