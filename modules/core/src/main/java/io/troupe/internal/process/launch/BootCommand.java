package io.troupe.internal.process.launch;

import io.troupe.internal.code.Habitat;
import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Builds the command line of a child JVM. Thread-safe; what does not change between children is
 * found once.
 */
public final class BootCommand {
  /**
   * One argument may be at most 128 KiB on Linux; far below it a class path moves to an argument
   * file.
   */
  private static final int LONGEST_CLASS_PATH = 32 * 1024;

  /**
   * The main class of each child; by its name, because it stands above everything that it starts.
   */
  public static final String MAIN_CLASS = "io.troupe.internal.boot.ChildMain";

  private final List<String> inherited = InheritedOptions.find();
  private final ProgramProperties properties = ProgramProperties.now(inherited);
  private final Habitat habitat = Habitat.find();
  private final String classPath = habitat.classPath(Optional.empty());
  private final List<String> longClassPaths = new ArrayList<>(); // guarded by this
  private final Function<Path, Optional<List<String>>> archives;
  private final Supplier<Path> directory;

  /**
   * @param archives the options with which a {@code java} uses a class archive, if there is one
   * @param directory where an argument file may be written
   */
  public BootCommand(Function<Path, Optional<List<String>>> archives, Supplier<Path> directory) {
    this.archives = archives;
    this.directory = directory;
  }

  /** Returns the whole command for a child as {@code spec} wants it. */
  public List<String> build(ChildSpec spec) throws IOException {
    return build(spec, this::classPathWith);
  }

  /**
   * Returns the whole command for a JVM that runs another program than this, with the class path of
   * that among its options.
   */
  public List<String> buildForGuest(ChildSpec spec) throws IOException {
    return build(spec, options -> habitat.classPathOfGuest(options.added()));
  }

  private List<String> build(ChildSpec spec, Function<ClassPathOptions, String> classPaths)
      throws IOException {
    habitat.requireTroupe();
    Path java = spec.executable() == null ? ownJava() : spec.executable();
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    ClassPathOptions options = ClassPathOptions.of(spec.jvmOptions());
    command.addAll(JvmDefaults.missingFrom(spec.jvmOptions(), JavaFeature.of(java)));
    archives.apply(java).ifPresent(command::addAll);
    command.addAll(inherited);
    command.addAll(options.others());
    command.addAll(charsets(spec).options());
    command.addAll(classPathOption(classPaths.apply(options)));
    command.addAll(habitat.main(MAIN_CLASS));
    return command;
  }

  /** Returns the options of a child that is to run on another machine, without a class path. */
  public List<String> optionsElsewhere(ChildSpec spec) {
    List<String> command =
        inherited.stream().filter(InheritedOptions::crossesMachines).collect(Collectors.toList());
    command.addAll(ClassPathOptions.of(spec.jvmOptions()).others());
    command.addAll(charsets(spec).options());
    return command;
  }

  /** Returns the jars and directories that a child adds in front of its program's code. */
  public static List<Path> addedClassPath(ChildSpec spec) {
    return ClassPathOptions.of(spec.jvmOptions())
        .added()
        .map(path -> Stream.of(path.split(File.pathSeparator, -1))
            .filter(entry -> !entry.isEmpty())
            .map(Path::of)
            .toList())
        .orElse(List.of());
  }

  /** Makes the environment of this JVM that of a child as {@code spec} wants it. */
  public static void setEnvironment(Map<String, String> environment, ChildSpec spec) {
    InheritedOptions.removeFrom(environment);
    environment.putAll(spec.environment());
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

  /** Returns the properties that the program had set in code when its first process started. */
  public ProgramProperties properties() {
    return properties;
  }

  private String classPathWith(ClassPathOptions options) {
    return options.added().isEmpty() ? classPath : habitat.classPath(options.added());
  }

  private List<String> classPathOption(String path) throws IOException {
    if (path.isEmpty()) {
      return List.of();
    }
    return path.length() <= LONGEST_CLASS_PATH
        ? List.of("-cp", path)
        : List.of("@" + argumentFile(path));
  }

  /** Writes each class path once; the file goes with the runtime's directory. */
  private synchronized Path argumentFile(String path) throws IOException {
    int number = longClassPaths.indexOf(path);
    if (number < 0) {
      number = longClassPaths.size();
      longClassPaths.add(path);
    }
    Path file = directory.get().resolve("classpath-" + number + ".args");
    if (!Files.exists(file)) {
      Files.writeString(file, "-cp " + ArgumentFile.quoted(path) + "\n", nativeCharset());
    }
    return file;
  }

  private static Charset nativeCharset() {
    return Optional.ofNullable(System.getProperty("sun.jnu.encoding"))
        .map(Charset::forName)
        .orElseGet(Charset::defaultCharset);
  }
}
