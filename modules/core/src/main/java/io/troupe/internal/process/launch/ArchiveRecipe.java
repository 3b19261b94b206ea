package io.troupe.internal.process.launch;

import io.troupe.internal.code.LibraryJars;
import io.troupe.internal.code.store.UserCache;
import io.troupe.internal.log.Log;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How an archive is made on which JVMs start. A JVM of the jars that are to be in it shows what is
 * needed, and writes the archive when it ends. Kept in the user's cache directory, once for each
 * JDK and version of the jars. Immutable.
 */
public final class ArchiveRecipe {
  private static final Log log = Log.of(ArchiveRecipe.class);
  private static final long TRAINING_SECONDS = 300;

  /** Set in the JVM that is trained, which needs no archive for its own children. */
  private static final String TRAINEE = "troupe.trainee";

  /**
   * Maps the archive where it was made for. A JVM that maps it at a random address rewrites its
   * pointers, and so has a copy of its own of nearly all of it: 11 to 15 MB more in each process.
   */
  private static final List<String> IN_PLACE =
      List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0");

  private final ArchiveKind kind;
  private final List<Path> jars;
  private final List<String> training;
  private final List<String> trainingOptions;
  private final ArchiveStore store;

  /**
   * @param kind of the archive
   * @param jars all that is on the class path of the training
   * @param training the main class that shows what is needed, and its arguments; ends with the JVM
   *     that started it, by {@link TrainingGuard}
   * @param trainingOptions for its JVM, always the same ones for one main class
   */
  public ArchiveRecipe(
      ArchiveKind kind, List<Path> jars, List<String> training, List<String> trainingOptions) {
    this.kind = kind;
    this.jars = jars;
    this.training = training;
    this.trainingOptions = trainingOptions;
    store = new ArchiveStore(UserCache.directory(), dependencies(), kind.suffix());
  }

  /** Returns whether this JVM only shows what is to be in an archive. */
  public static boolean isBeingTrained() {
    return Boolean.getBoolean(TRAINEE);
  }

  ArchiveStore store() {
    return store;
  }

  /** Returns the archive, if it was made. */
  public @Nullable Path find() {
    return store.find();
  }

  /**
   * Returns the archive, and makes it if it is missing. Blocks for some seconds, also where another
   * process makes it.
   *
   * @throws IOException if it cannot be made
   */
  public Path findOrMake() throws IOException, InterruptedException {
    Path before = find();
    if (before != null) {
      return before;
    }
    try (Closeable alone = store.makingAlone()) {
      Path made = find(); // by another process meanwhile
      return made != null ? made : make();
    }
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
    List<String> command = new ArrayList<>();
    command.add(BootCommand.ownJava().toString());
    command.addAll(trainingOptions);
    command.addAll(List.of(
        "-XX:-UsePerfData",
        "-Xlog:disable",
        "-D" + TRAINEE + "=true",
        kind.makingOption(draft.toString()),
        "-cp",
        LibraryJars.joined(jars)));
    command.addAll(training);
    Process trained = quiet(command).start();
    try {
      // Its standard input tells it that this JVM still lives.
      if (!trained.waitFor(TRAINING_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("training took more than " + TRAINING_SECONDS + " s");
      }
      if (trained.exitValue() != 0) {
        throw new IOException("training ended with " + trained.exitValue());
      }
    } finally {
      destroyBelow(trained);
      trained.destroyForcibly();
    }
  }

  /** Returns what starts a command that prints nothing, and has none of this JVM's options. */
  static ProcessBuilder quiet(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD);
    InheritedOptions.removeFrom(builder.environment());
    return builder;
  }

  private static void destroyBelow(Process process) {
    try {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
    } catch (RuntimeException e) {
      log.debug("Cannot list the processes below pid {}", process.pid(), e);
    }
  }

  /** Returns the options with which this JDK's {@code java} uses an archive. */
  public List<String> options(Path archive) {
    List<String> options = new ArrayList<>();
    options.add(kind.usingOption(archive.toString()));
    options.addAll(IN_PLACE);
    options.addAll(ArchiveKind.silence());
    return options;
  }

  /** Names all that an archive depends on: the JVM, what it shows, each jar's place, size, time. */
  private byte[] dependencies() {
    StringBuilder text = new StringBuilder(System.getProperty("java.vm.version", ""));
    text.append(System.getProperty("java.home"))
        .append(System.getProperty("java.vm.vendor"))
        .append('\n')
        .append(training);
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
