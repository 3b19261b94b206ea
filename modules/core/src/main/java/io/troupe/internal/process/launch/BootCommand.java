package io.troupe.internal.process.launch;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Builds the command line of a child JVM. Thread-safe; what does not change between children is found once. */
public final class BootCommand {
  /** One argument may be at most 128 KiB on Linux; far below it a class path moves to an argument file. */
  private static final int LONGEST_CLASS_PATH = 32 * 1024;

  // By its name, because it stands above everything that it starts.
  private static final String MAIN_CLASS = "io.troupe.internal.boot.ChildMain";

  private final List<String> inherited = InheritedOptions.find();
  private final String classPath = LibraryJars.inFrontOf(System.getProperty("java.class.path", ""));
  private final ClassArchive archive;
  private final Path directory;

  /**
   * @param archive the class archive, used from the moment it exists
   * @param directory where an argument file may be written
   */
  public BootCommand(ClassArchive archive, Path directory) {
    this.archive = archive;
    this.directory = directory;
  }

  /** Returns the whole command for a child as {@code spec} wants it. */
  public List<String> build(ChildSpec spec) throws IOException {
    Path java = spec.executable() == null ? ownJava() : spec.executable();
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.addAll(JvmDefaults.missingFrom(spec.jvmOptions(), JavaFeature.of(java)));
    archive.option(java).ifPresent(command::addAll);
    command.addAll(inherited);
    command.addAll(spec.jvmOptions());
    command.addAll(charsets(spec).options());
    command.addAll(classPathOption());
    command.add(MAIN_CLASS);
    return command;
  }

  /** Returns the charsets in which a child as {@code spec} wants it prints. */
  public OutputCharsets charsets(ChildSpec spec) {
    List<String> options = new ArrayList<>(inherited);
    options.addAll(spec.jvmOptions());
    return OutputCharsets.of(options);
  }

  /** Returns the {@code java} that runs this JVM. */
  public static Path ownJava() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  private List<String> classPathOption() throws IOException {
    return classPath.length() <= LONGEST_CLASS_PATH
        ? List.of("-cp", classPath)
        : List.of("@" + argumentFile());
  }

  /** Writes the class path once; the file goes with the runtime's directory. */
  private synchronized Path argumentFile() throws IOException {
    Path file = directory.resolve("classpath.args");
    if (!Files.exists(file)) {
      String quoted = classPath.replace("\\", "\\\\").replace("\"", "\\\"");
      Files.writeString(file, "-cp \"" + quoted + "\"\n", nativeCharset());
    }
    return file;
  }

  private static Charset nativeCharset() {
    return Optional.ofNullable(System.getProperty("sun.jnu.encoding"))
        .map(Charset::forName)
        .orElseGet(Charset::defaultCharset);
  }
}
