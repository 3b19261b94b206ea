package io.troupe.e2e.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.Output;
import io.troupe.Pool;
import io.troupe.Process;
import io.troupe.function.VoidTask0;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The ways in which a Java program is started; its processes find its classes in each. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class LaunchTest {

  @TempDir
  Path scratch;

  /** A program like a user's. */
  static final class Squares {
    static int square(int x) {
      return x * x;
    }

    public static void main(String[] args) throws Exception {
      try (Pool pool = Pool.of(2)) {
        System.out.println(pool.map(Squares::square, List.of(1, 2, 3)));
      }
    }
  }

  @Test
  @Tag("H001")
  @Tag("H005")
  @Tag("H009")
  void classPathOfDirectories_runs() throws Exception {
    assertThat(run("-cp", System.getProperty("java.class.path"), Squares.class.getName()))
        .isEqualTo("[1, 4, 9]");
  }

  @Test
  @Tag("H007")
  @Tag("H010")
  @Tag("H012")
  void executableJarWithManifestClassPath_runs() throws Exception {
    Path jar = scratch.resolve("app.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Squares.class.getName());
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, manifestClassPath());
    writeJar(jar, manifest);

    assertThat(run("-jar", jar.toString())).isEqualTo("[1, 4, 9]");
  }

  @Test
  @Tag("C264")
  void veryLongClassPath_stillStarts() throws Exception {
    String padding = Stream.iterate(0, i -> i + 1)
        .limit(2000)
        .map(i -> scratch.resolve("there-is-no-such-directory-but-its-name-is-long-" + i))
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
    Path arguments = scratch.resolve("arguments");
    Files.writeString(
        arguments,
        "-cp \"" + System.getProperty("java.class.path") + File.pathSeparator + padding + "\"\n");

    assertThat(run("@" + arguments, Squares.class.getName())).isEqualTo("[1, 4, 9]");
  }

  /** A class of which nobody has the bytes, as of those that are made while a program runs. */
  @Test
  @Tag("X124")
  void classThatTheChildCannotFind_saysWhereItWasLookedFor() throws Exception {
    VoidTask0 ghost = loadedFromElsewhere("Ghost");
    Process process = Process.of(ghost).output(Output.CAPTURED).start();
    process.join();

    assertThat(process.exitCode()).hasValue(1);
    assertThat(process.capturedOutput())
        .contains("The class Ghost of a payload cannot be loaded in this process")
        .contains("Looked for on the class path ")
        .containsPattern(
            "and in the program that started this process, which looks like (a program on a plain"
                + " class path|tests that Surefire or Failsafe runs|an executable jar)")
        .contains("it must give them back by getResource")
        .doesNotContain("put it on the class path here too");
    assertThat(process.exitStatus().orElseThrow().failure()).isPresent();
  }

  private VoidTask0 loadedFromElsewhere(String name) throws Exception {
    Path source = scratch.resolve(name + ".java");
    Files.writeString(
        source,
        "public class " + name
            + " implements io.troupe.function.VoidTask0 { public void run() {} }");
    int status = ToolProvider.getSystemJavaCompiler()
        .run(null, null, null, "-cp", System.getProperty("java.class.path"), source.toString());
    assertThat(status).isZero();
    byte[] bytes = Files.readAllBytes(scratch.resolve(name + ".class"));
    ClassLoader loader = new ClassLoader(getClass().getClassLoader()) {
      @Override
      protected Class<?> findClass(String wanted) {
        return defineClass(wanted, bytes, 0, bytes.length);
      }
    };
    return (VoidTask0) loader.loadClass(name).getConstructor().newInstance();
  }

  @Test
  @Tag("C260")
  void largePool_countsRight() throws Exception {
    try (Pool pool = Pool.of(8)) {
      List<Integer> items = Stream.iterate(0, i -> i + 1).limit(1000).toList();
      assertThat(pool.map(Squares::square, items).stream()
              .mapToInt(Integer::intValue)
              .sum())
          .isEqualTo(332_833_500);
    }
  }

  private static String run(String... arguments) throws IOException, InterruptedException {
    List<String> command = Stream.concat(
            Stream.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()),
            Stream.of(arguments))
        .toList();
    java.lang.Process program = new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    String out = new String(program.getInputStream().readAllBytes());
    assertThat(program.waitFor()).isZero();
    return out.strip();
  }

  private static String manifestClassPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> entry.endsWith(".jar"))
        .map(entry -> Path.of(entry).toUri().toString())
        .collect(Collectors.joining(" "));
  }

  private static void writeJar(Path jar, Manifest manifest) throws IOException {
    Path classes = Path.of("target/test-classes");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        Stream<Path> files = Files.walk(classes.resolve("io/troupe/e2e/process"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        Files.copy(file, out);
      }
    }
  }
}
