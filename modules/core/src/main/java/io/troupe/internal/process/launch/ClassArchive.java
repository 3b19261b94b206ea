package io.troupe.internal.process.launch;

import io.troupe.internal.code.LibraryJars;
import io.troupe.internal.code.store.UserCache;
import io.troupe.internal.log.Log;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The archive of loaded classes that lets a child JVM start in a fraction of the time: of Troupe's
 * own jars, made by a child that boots, exercises the library and exits. Without one, or with a
 * broken one, children are only slower. Children that have actors have one of their own: an actor
 * system in that of all would cost the others memory. Thread-safe.
 */
public final class ClassArchive {
  private static final Log log = Log.of(ClassArchive.class);

  // Main classes, by their names because they stand above everything that they exercise.
  private static final String TRAINING = "io.troupe.internal.boot.Training";
  private static final String MAKER = "io.troupe.internal.boot.MakeArchive";

  /** What both are told where the archive is that of children with actors. */
  public static final String ACTORS = "actors";

  private static final List<String> TRAINING_OPTIONS = List.of("-XX:+UseSerialGC");

  /** Gives way to all that the user waits for. */
  private static final Path NICE = Path.of("/usr/bin/nice");

  private final List<Path> jars;
  private final List<String> arguments;
  private final ArchiveRecipe recipe;
  private volatile @Nullable Path file;

  /** Whether one is being made, and is looked for from now on. */
  private volatile boolean awaited;

  /** Whether a child was started with one. */
  private volatile boolean used;

  private ClassArchive(List<String> arguments) {
    this.arguments = arguments;
    jars = LibraryJars.find();
    recipe = recipe(jars, arguments);
    file = recipe.find();
  }

  /** Finds the archive that fits this JVM and the library's jars; it may not exist yet. */
  public static ClassArchive locate() {
    return new ClassArchive(List.of());
  }

  /** As {@link #locate()}, of children that have actors. */
  public static ClassArchive locateForActors() {
    return new ClassArchive(List.of(ACTORS));
  }

  private static ArchiveRecipe recipe(List<Path> jars, List<String> arguments) {
    List<String> training = new ArrayList<>(List.of(TRAINING));
    training.addAll(arguments);
    return new ArchiveRecipe(ArchiveKind.CLASSES, jars, training, TRAINING_OPTIONS);
  }

  /** Returns where the archive that fits this JVM and the library's jars is kept. */
  static ArchiveStore store() {
    return recipe(LibraryJars.find(), List.of()).store();
  }

  /**
   * Returns the options that make {@code java} use the archive: none unless it exists, whole, and
   * is of this JDK.
   */
  Optional<List<String>> option(Path java) {
    if (file == null && awaited) {
      file = recipe.find();
    }
    Path archive = file;
    if (archive == null
        || !java.equals(BootCommand.ownJava())
        || !ArchiveStore.isOfItsSize(archive)) {
      return Optional.empty();
    }
    used = true;
    return Optional.of(recipe.options(archive));
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
        || ArchiveRecipe.isBeingTrained()
        || !LibraryJars.complete(jars)
        || recipe.store().isBeingMade()) {
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
        "-D" + UserCache.PROPERTY + "=" + recipe.store().directory(),
        "-cp",
        LibraryJars.joined(jars),
        MAKER));
    command.addAll(arguments);
    try {
      ArchiveRecipe.quiet(command)
          .directory(new File("/"))
          .start()
          .getOutputStream()
          .close();
    } catch (IOException e) {
      log.debug("No class archive is made: {}", e.toString());
    }
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
    try {
      file = recipe.findOrMake();
    } catch (IOException e) {
      log.debug("No class archive: {}", e.toString());
    }
    return isPresent();
  }
}
