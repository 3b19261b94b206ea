package io.troupe.e2e.habitat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;

/**
 * Troupe's jars, and those of a program that is compiled against them, in each form in which
 * programs come.
 */
public final class Jars {
  /** What a program gets that depends on troupe-core, and a provider of SLF4J. */
  private static final Pattern LIBRARIES = Pattern.compile(
      "(troupe-core|troupe-proto|pekko-actor|pekko-slf4j|scala-library|config-|protobuf-java-|slf4j-api"
          + "|slf4j-simple|jspecify|oshi-|jna-).*\\.jar");

  private final Path scratch;
  private final List<Path> libraries = new ArrayList<>();
  private final List<Path> modules = new ArrayList<>();

  /** @param scratch where jars are made */
  public Jars(Path scratch) throws IOException {
    this.scratch = scratch;
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path path = Path.of(entry);
      if (Files.isRegularFile(path)
          && LIBRARIES.matcher(path.getFileName().toString()).matches()) {
        libraries.add(path);
      } else if (Files.exists(path.resolve("io/troupe/Pool.class"))) {
        libraries.add(packed(path, "troupe-core.jar", new Manifest()));
      } else if (Files.exists(path.resolve("io/troupe/proto/Frame.class"))) {
        libraries.add(packed(path, "troupe-proto.jar", named("io.troupe.proto")));
      }
    }
  }

  /** Returns Troupe and what it depends on. */
  public List<Path> libraries() {
    return libraries;
  }

  /**
   * Returns them with a module descriptor in Troupe's own, where the build has not put one there
   * yet.
   */
  List<Path> modules() throws IOException {
    if (modules.isEmpty()) {
      for (Path jar : libraries) {
        boolean lacks =
            jar.getFileName().toString().startsWith("troupe-core") && !hasDescriptor(jar);
        modules.add(lacks ? withDescriptor(jar) : jar);
      }
    }
    return modules;
  }

  private static boolean hasDescriptor(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.getEntry("module-info.class") != null;
    }
  }

  private Path withDescriptor(Path jar) throws IOException {
    Path classes = Files.createDirectories(scratch.resolve("descriptor"));
    unpack(jar, classes, "");
    compile(
        "--module-path",
        joined(others(jar)),
        "--patch-module",
        "io.troupe.core=" + jar,
        "-d",
        classes.toString(),
        "../core/src/main/module/module-info.java");
    return packed(classes, "troupe-core-module.jar", new Manifest());
  }

  /** With the providers of SLF4J that the descriptor may name. */
  private List<Path> others(Path jar) {
    List<Path> others = new ArrayList<>(libraries);
    others.remove(jar);
    Path repository = Path.of(
            libraries.stream()
                .map(Path::toString)
                .filter(each -> each.contains("slf4j-api"))
                .findFirst()
                .orElseThrow(),
            "../../../../..")
        .normalize();
    for (String artifact : List.of(
        "ch/qos/logback/logback-classic",
        "ch/qos/logback/logback-core",
        "org/apache/logging/log4j/log4j-api",
        "org/apache/logging/log4j/log4j-core")) {
      try (Stream<Path> files = Files.walk(repository.resolve(artifact))) {
        files
            .filter(each -> each.toString().matches(".*-[\\d.]+\\.jar"))
            .max(Path::compareTo)
            .ifPresent(others::add);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
    return others;
  }

  public static String joined(List<Path> jars) {
    return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  public static void compile(String... arguments) {
    int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments);
    if (status != 0) {
      throw new AssertionError("javac " + String.join(" ", arguments) + " ended with " + status);
    }
  }

  static Manifest named(String module) {
    return manifest("Automatic-Module-Name", module);
  }

  static Manifest manifest(String... namesAndValues) {
    Manifest manifest = new Manifest();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      manifest
          .getMainAttributes()
          .put(new Attributes.Name(namesAndValues[i]), namesAndValues[i + 1]);
    }
    return manifest;
  }

  private static JarOutputStream open(Path jar, Manifest manifest) throws IOException {
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    return new JarOutputStream(Files.newOutputStream(jar), manifest);
  }

  /** Packs a directory. */
  Path packed(Path directory, String name, Manifest manifest) throws IOException {
    Path jar = scratch.resolve(name);
    try (JarOutputStream out = open(jar, manifest)) {
      addDirectory(directory, "", out);
    }
    return jar;
  }

  private static void addDirectory(Path directory, String prefix, JarOutputStream out)
      throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String name = directory.relativize(file).toString().replace('\\', '/');
        if (!name.equals("META-INF/MANIFEST.MF")) {
          out.putNextEntry(new JarEntry(prefix + name));
          Files.copy(file, out);
          out.closeEntry();
        }
      }
    }
  }

  /**
   * Puts a program and all libraries into one jar; of files of one name the first is taken, as
   * tools do that join nothing.
   */
  Path shaded(Path classes, String mainClass) throws IOException {
    Path jar = scratch.resolve("shaded.jar");
    Set<String> taken = new HashSet<>(Set.of("META-INF/MANIFEST.MF", "module-info.class"));
    try (JarOutputStream out = open(jar, manifest("Main-Class", mainClass))) {
      addDirectory(classes, "", out);
      for (Path library : libraries) {
        copyEntries(library, out, name -> taken.add(name));
      }
    }
    return jar;
  }

  /**
   * Puts a program into a jar as Spring Boot's build plugins do: libraries as jars within the jar,
   * and its loader beside.
   */
  Path springBoot(Path classes, String mainClass) throws IOException {
    Path jar = scratch.resolve("boot.jar");
    Manifest manifest = manifest(
        "Main-Class",
        "org.springframework.boot.loader.launch.JarLauncher",
        "Start-Class",
        mainClass,
        "Spring-Boot-Classes",
        "BOOT-INF/classes/",
        "Spring-Boot-Lib",
        "BOOT-INF/lib/");
    try (JarOutputStream out = open(jar, manifest)) {
      copyEntries(springBootLoader(), out, name -> !name.equals("META-INF/MANIFEST.MF"));
      for (String directory : List.of("BOOT-INF/", "BOOT-INF/classes/", "BOOT-INF/lib/")) {
        out.putNextEntry(new JarEntry(directory));
      }
      addDirectory(classes, "BOOT-INF/classes/", out);
      for (Path library : libraries) {
        addStored("BOOT-INF/lib/" + library.getFileName(), Files.readAllBytes(library), out);
      }
    }
    return jar;
  }

  private static Path springBootLoader() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> entry.contains("spring-boot-loader"))
        .map(Path::of)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no loader of Spring Boot on the class path"));
  }

  private static void addStored(String name, byte[] content, JarOutputStream out)
      throws IOException {
    JarEntry entry = new JarEntry(name);
    CRC32 checksum = new CRC32();
    checksum.update(content);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(checksum.getValue());
    out.putNextEntry(entry);
    out.write(content);
    out.closeEntry();
  }

  private static void copyEntries(Path library, JarOutputStream out, Predicate<String> wanted)
      throws IOException {
    try (JarFile jar = new JarFile(library.toFile())) {
      for (JarEntry entry : jar.stream().toList()) {
        if (!entry.isDirectory() && wanted.test(entry.getName())) {
          out.putNextEntry(new JarEntry(entry.getName()));
          copy(jar.getInputStream(entry), out);
          out.closeEntry();
        }
      }
    }
  }

  private static void copy(InputStream in, OutputStream out) throws IOException {
    try (in) {
      in.transferTo(out);
    }
  }

  private static void unpack(Path library, Path target, String prefix) throws IOException {
    try (JarFile jar = new JarFile(library.toFile())) {
      for (JarEntry entry : jar.stream().toList()) {
        if (!entry.isDirectory() && entry.getName().startsWith(prefix)) {
          Path file = target.resolve(entry.getName());
          Files.createDirectories(file.getParent());
          try (InputStream in = jar.getInputStream(entry)) {
            Files.copy(in, file);
          }
        }
      }
    }
  }
}
