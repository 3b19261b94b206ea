package io.troupe.e2e.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.awaitility.Awaitility;

/**
 * Files through which a process tells its test something: a file appears whole or not at all, so that waiting for it is
 * waiting for what it says.
 */
public final class Scratch {
  public static final Duration PATIENCE = Duration.ofSeconds(60);

  private Scratch() {}

  public static void write(String file, String text) throws IOException {
    Path target = Path.of(file);
    Path draft = target.resolveSibling(
        target.getFileName() + "." + ProcessHandle.current().pid());
    Files.writeString(draft, text);
    Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Waits until {@code file} exists and returns what it says. */
  public static String read(Path file) throws IOException {
    await(file);
    return Files.readString(file);
  }

  public static void await(Path file) {
    Awaitility.await().atMost(PATIENCE).until(() -> Files.exists(file));
  }

  public static void awaitGone(long pid) {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
  }
}
