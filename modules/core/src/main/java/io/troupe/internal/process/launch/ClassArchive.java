package io.troupe.internal.process.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The archive of loaded classes that lets a child JVM start in a fraction of the time: application class-data sharing, or
 * the ahead-of-time cache from JDK 25 on. Made once for each JDK and library version, in the user's cache directory, by a
 * child that boots, exercises the library and exits. Without one, or with a broken one, children are only slower.
 * Thread-safe.
 */
public final class ClassArchive {
  private static final Logger LOG = LoggerFactory.getLogger(ClassArchive.class);
  private static final boolean AOT = Runtime.version().feature() >= 25;
  private static final long TRAINING_SECONDS = 60;
  private static final Pattern DRAFT = Pattern.compile(".*\\.(?:jsa|aot)\\.(\\d{1,18})");
  private static final Duration KEPT = Duration.ofDays(30);

  // The main class, by its name because it stands above everything that it exercises.
  private static final String TRAINING = "io.troupe.internal.boot.Training";

  private final List<Path> jars;
  private final Path file;
  private volatile boolean present;

  private ClassArchive(List<Path> jars, Path file) {
    this.jars = jars;
    this.file = file;
    this.present = Files.isRegularFile(file);
  }

  /** Finds the archive that fits this JVM and the library's jars; it may not exist yet. */
  public static ClassArchive locate() {
    List<Path> jars = LibraryJars.find();
    return new ClassArchive(
        jars, cacheDirectory().resolve(fingerprint(jars) + (AOT ? ".aot" : ".jsa")));
  }

  /** Returns the options that make {@code java} use the archive: none unless it exists and is of this JDK. */
  Optional<List<String>> option(Path java) {
    if (!present || !java.equals(BootCommand.ownJava())) {
      return Optional.empty();
    }
    return Optional.of(AOT ? List.of("-XX:AOTCache=" + file) : sharedOptions());
  }

  /**
   * Maps the archive where it was made for. A JVM that maps it at a random address rewrites its pointers, and so has a
   * copy of its own of nearly all of it: 15 MB more in each process.
   */
  private List<String> sharedOptions() {
    return List.of(
        "-XX:SharedArchiveFile=" + file,
        "-XX:+UnlockDiagnosticVMOptions",
        "-XX:ArchiveRelocationMode=0");
  }

  /** Returns whether children start with the archive. */
  public boolean isPresent() {
    return present;
  }

  /**
   * Makes the archive if it is missing. Blocks for some seconds.
   *
   * @return whether it exists now
   */
  public boolean create() throws InterruptedException {
    if (present || !LibraryJars.complete(jars)) {
      return present;
    }
    Path draft =
        file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid());
    try {
      Files.createDirectories(file.getParent());
      sweep();
      train(draft);
      publish(draft);
    } catch (IOException e) {
      LOG.debug("No class archive: {}", e.toString());
    } finally {
      deleteQuietly(draft);
    }
    return present;
  }

  private void train(Path draft) throws IOException, InterruptedException {
    List<String> command = List.of(
        BootCommand.ownJava().toString(),
        "-XX:+UseSerialGC",
        "-XX:-UsePerfData",
        "-Xlog:disable",
        (AOT ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + draft,
        "-cp",
        LibraryJars.joined(jars),
        TRAINING);
    Process training = new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
    try {
      // Its standard input tells it that this JVM still lives.
      if (!training.waitFor(TRAINING_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("training took more than " + TRAINING_SECONDS + " s");
      }
      if (training.exitValue() != 0) {
        throw new IOException("training ended with " + training.exitValue());
      }
    } finally {
      training.descendants().forEach(ProcessHandle::destroyForcibly);
      training.destroyForcibly();
    }
  }

  private void publish(Path draft) throws IOException {
    if (!Files.isRegularFile(draft)) {
      throw new IOException("the JVM wrote no archive");
    }
    try {
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
    }
    present = true;
  }

  /** Deletes what makers that were killed left behind, and archives that are older than any use of theirs. */
  private void sweep() throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(file.getParent())) {
      for (Path candidate : files) {
        if (isAbandoned(candidate)) {
          deleteQuietly(candidate);
        }
      }
    }
  }

  private static boolean isAbandoned(Path candidate) throws IOException {
    Matcher draft = DRAFT.matcher(candidate.getFileName().toString());
    if (draft.matches()) {
      return ProcessHandle.of(Long.parseLong(draft.group(1))).isEmpty();
    }
    Instant made = Files.getLastModifiedTime(candidate).toInstant();
    return made.isBefore(Instant.now().minus(KEPT));
  }

  private static void deleteQuietly(Path draft) {
    try {
      Files.deleteIfExists(draft);
    } catch (IOException e) {
      LOG.debug("Cannot delete {}: {}", draft, e.toString());
    }
  }

  private static Path cacheDirectory() {
    String override = System.getProperty("troupe.cache");
    if (override != null) {
      return Path.of(override);
    }
    String xdg = System.getenv("XDG_CACHE_HOME");
    Path base = xdg == null || xdg.isBlank()
        ? Path.of(System.getProperty("user.home"), ".cache")
        : Path.of(xdg);
    return base.resolve("troupe");
  }

  /** Names all that an archive depends on: the JVM, and each jar's place, size and time. */
  private static String fingerprint(List<Path> jars) {
    StringBuilder text = new StringBuilder(System.getProperty("java.vm.version", ""));
    text.append(System.getProperty("java.home")).append(System.getProperty("java.vm.vendor"));
    try {
      for (Path jar : jars) {
        text.append('\n')
            .append(jar)
            .append(Files.size(jar))
            .append(Files.getLastModifiedTime(jar));
      }
      byte[] hash = MessageDigest.getInstance("SHA-256")
          .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 12);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
