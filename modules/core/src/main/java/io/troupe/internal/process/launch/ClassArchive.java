package io.troupe.internal.process.launch;

import io.troupe.internal.code.LibraryJars;
import io.troupe.internal.code.store.UserCache;
import io.troupe.internal.log.Log;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The archive of loaded classes that lets a child JVM start in a fraction of the time: application
 * class-data sharing, or the ahead-of-time cache from JDK 25 on. Made once for each JDK and library
 * version, in the user's cache directory, by a child that boots, exercises the library and exits.
 * Without one, or with a broken one, children are only slower. Thread-safe.
 */
public final class ClassArchive {
  private static final Log log = Log.of(ClassArchive.class);
  private static final boolean AOT = Runtime.version().feature() >= 25;
  private static final long TRAINING_SECONDS = 300;

  // Main classes, by their names because they stand above everything that they exercise.
  private static final String TRAINING = "io.troupe.internal.boot.Training";
  private static final String MAKER = "io.troupe.internal.boot.MakeArchive";

  /** Set in the JVM that is trained, which needs no archive for its own children. */
  private static final String TRAINEE = "troupe.trainee";

  /** A JVM that cannot use the archive starts without: nothing to print where the program does. */
  private static final List<String> SILENT = AOT
      ? List.of("-Xlog:aot*=off:stdout", "-Xlog:aot*=off:stderr")
      : List.of("-Xlog:cds*=off:stdout", "-Xlog:cds*=off:stderr");

  /**
   * Maps the archive where it was made for. A JVM that maps it at a random address rewrites its
   * pointers, and so has a copy of its own of nearly all of it: 15 MB more in each process. The
   * later kind starts sooner where that is done at once.
   */
  private static final List<String> IN_PLACE =
      AOT ? List.of() : List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0");

  /** Gives way to all that the user waits for. */
  private static final Path NICE = Path.of("/usr/bin/nice");

  private final List<Path> jars;
  private final ArchiveStore store;
  private volatile @Nullable Path file;

  /** Whether one is being made, and is looked for from now on. */
  private volatile boolean awaited;

  /** Whether a child was started with one. */
  private volatile boolean used;

  private ClassArchive(List<Path> jars, ArchiveStore store) {
    this.jars = jars;
    this.store = store;
    this.file = store.find();
  }

  /** Returns whether this JVM only shows what is to be in an archive. */
  public static boolean isBeingTrained() {
    return Boolean.getBoolean(TRAINEE);
  }

  /** Finds the archive that fits this JVM and the library's jars; it may not exist yet. */
  public static ClassArchive locate() {
    List<Path> jars = LibraryJars.find();
    return new ClassArchive(jars, store(jars));
  }

  private static ArchiveStore store(List<Path> jars) {
    return new ArchiveStore(UserCache.directory(), dependencies(jars), AOT ? "aot" : "jsa");
  }

  /** Returns where the archive that fits this JVM and the library's jars is kept. */
  static ArchiveStore store() {
    return store(LibraryJars.find());
  }

  /**
   * Returns the options that make {@code java} use the archive: none unless it exists, whole, and
   * is of this JDK.
   */
  Optional<List<String>> option(Path java) {
    if (file == null && awaited) {
      file = store.find();
    }
    Path archive = file;
    if (archive == null
        || !java.equals(BootCommand.ownJava())
        || !ArchiveStore.isOfItsSize(archive)) {
      return Optional.empty();
    }
    used = true;
    List<String> options = new ArrayList<>();
    options.add((AOT ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + archive);
    options.addAll(IN_PLACE);
    options.addAll(SILENT);
    return Optional.of(options);
  }

  /**
   * Takes note of a child that crashed before it had linked itself. No other one is started with
   * the archive, which is deleted if it is not what it was when it was made.
   *
   * @return whether the archive may be the reason
   */
  public boolean suspect() {
    Path archive = file;
    file = null;
    awaited = false;
    if (archive != null && used) {
      log.warn(
          "A JVM crashed when it started with the class archive {}; others start without it",
          archive);
      Thread check =
          new Thread(() -> ArchiveStore.deleteIfChanged(archive), "troupe-archive-check");
      check.setDaemon(true);
      check.start();
    }
    return used;
  }

  /** Returns whether children start with the archive. */
  public boolean isPresent() {
    return file != null;
  }

  /**
   * Has the archive made if it is missing: by a JVM of its own, at the lowest priority, that
   * outlives this one, for a program may well end sooner. Does not wait for it.
   */
  public void createApart() {
    if (awaited
        || isPresent()
        || used
        || isBeingTrained()
        || !LibraryJars.complete(jars)
        || store.isBeingMade()) {
      return;
    }
    awaited = true;
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(NICE)) {
      command.addAll(List.of(NICE.toString(), "-n", "19"));
    }
    command.addAll(List.of(
        BootCommand.ownJava().toString(),
        "-XX:+UseSerialGC",
        "-XX:-UsePerfData",
        "-Xmx64m",
        "-D" + UserCache.PROPERTY + "=" + store.directory(),
        "-cp",
        LibraryJars.joined(jars),
        MAKER));
    try {
      quiet(command).directory(new File("/")).start().getOutputStream().close();
    } catch (IOException e) {
      log.debug("No class archive is made: {}", e.toString());
    }
  }

  private static ProcessBuilder quiet(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD);
    InheritedOptions.removeFrom(builder.environment());
    return builder;
  }

  /**
   * Returns the options, among them the class path, with which a program's own JVM uses the
   * archive: Troupe's jars first, as they are in the archive. None if there is no archive.
   */
  public List<String> hostOptions(String classPath) {
    List<String> options = new ArrayList<>(option(BootCommand.ownJava()).orElse(List.of()));
    if (!options.isEmpty()) {
      options.addAll(List.of("-cp", LibraryJars.inFrontOf(classPath)));
    }
    return options;
  }

  /**
   * Makes the archive if it is missing. Blocks for some seconds, also where another process makes
   * it.
   *
   * @return whether it exists now
   */
  public boolean create() throws InterruptedException {
    if (isPresent() || !LibraryJars.complete(jars)) {
      return isPresent();
    }
    try (Closeable alone = store.makingAlone()) {
      Path made = store.find(); // by another process meanwhile
      file = made != null ? made : make();
    } catch (IOException e) {
      log.debug("No class archive: {}", e.toString());
    }
    return isPresent();
  }

  private Path make() throws IOException, InterruptedException {
    Path draft = store.prepare();
    try {
      train(draft);
      return store.publish(draft);
    } finally {
      ArchiveStore.deleteQuietly(draft);
    }
  }

  private void train(Path draft) throws IOException, InterruptedException {
    List<String> command = List.of(
        BootCommand.ownJava().toString(),
        "-XX:+UseSerialGC",
        "-XX:-UsePerfData",
        "-Xlog:disable",
        "-D" + TRAINEE + "=true",
        (AOT ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + draft,
        "-cp",
        LibraryJars.joined(jars),
        TRAINING);
    Process training = quiet(command).start();
    try {
      // Its standard input tells it that this JVM still lives.
      if (!training.waitFor(TRAINING_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("training took more than " + TRAINING_SECONDS + " s");
      }
      if (training.exitValue() != 0) {
        throw new IOException("training ended with " + training.exitValue());
      }
    } finally {
      destroyBelow(training);
      training.destroyForcibly();
    }
  }

  private static void destroyBelow(Process process) {
    try {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
    } catch (RuntimeException e) {
      log.debug("Nobody is found below pid {}, for want of descriptors perhaps", process.pid(), e);
    }
  }

  /** Names all that an archive depends on: the JVM, and each jar's place, size and time. */
  private static byte[] dependencies(List<Path> jars) {
    StringBuilder text = new StringBuilder(System.getProperty("java.vm.version", ""));
    text.append(System.getProperty("java.home")).append(System.getProperty("java.vm.vendor"));
    try {
      for (Path jar : jars) {
        text.append('\n')
            .append(jar)
            .append(Files.size(jar))
            .append(Files.getLastModifiedTime(jar));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
