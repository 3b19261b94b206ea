package io.troupe.e2e.habitat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.troupe.e2e.support.ProgramRun;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a process opens of its class path: each jar costs it some milliseconds. */
@Timeout(120)
class OpenJarsTest {
  /** One of many on the class path that the program does not use. */
  private static final String UNUSED = "assertj-core";

  @TempDir
  Path scratch;

  private Path classes;

  @BeforeEach
  void copyProgram() throws IOException {
    assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "there is no /proc to look into");
    String name = OpenJars.class.getName().replace('.', '/') + ".class";
    classes = Files.createDirectory(scratch.toRealPath().resolve("classes"));
    Path copy = classes.resolve(name);
    Files.createDirectories(copy.getParent());
    Files.copy(OpenJars.class.getClassLoader().getResourceAsStream(name), copy);
  }

  /** Troupe's own jars stand before those in its class path. */
  @Test
  void aProcess_opensNoJarBehindTheProgramsClasses() throws Exception {
    String said = run(classes + File.pathSeparator + jars());

    assertThat(line(said, "open: ")).contains("troupe").doesNotContain(UNUSED);
  }

  @Test
  void aProcess_whoseClassesAreInADirectoryBehindAllJars_opensNoOther() throws Exception {
    Files.writeString(classes.resolve(OpenJars.RESOURCE), "the directory's");

    String said = run(jars() + File.pathSeparator + classes);

    assertThat(line(said, "open: ")).contains("troupe").doesNotContain(UNUSED);
    String classPath = line(said, "class path: ");
    assertThat(classPath.indexOf(classes.toString())).isBetween(0, classPath.indexOf(UNUSED));
    assertThat(line(said, "resource: ")).isEqualTo("the directory's");
  }

  @Test
  void aProcess_findsWhatItsHostFinds_whereAJarHidesAFileOfADirectory() throws Exception {
    Path packed = Files.createDirectory(scratch.resolve("packed"));
    Files.writeString(packed.resolve(OpenJars.RESOURCE), "the jar's");
    Path jar = new Jars(scratch).packed(packed, "hiding.jar", new Manifest());
    Files.writeString(classes.resolve(OpenJars.RESOURCE), "the directory's");

    String said = run(Stream.of(jar.toString(), jars(), classes.toString())
        .collect(Collectors.joining(File.pathSeparator)));

    assertThat(line(said, "resource: ")).isEqualTo("the jar's");
    assertThat(line(said, "class path: ")).endsWith(classes.toString());
  }

  private static String run(String classPath) throws Exception {
    ProgramRun run = ProgramRun.through(List.of(), classPath, OpenJars.class);
    assertThat(run.status()).as("%s%s", run.out(), run.err()).isZero();
    return run.out();
  }

  private static String line(String said, String name) {
    return said.lines()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()))
        .collect(Collectors.joining());
  }

  /** All jars of this test's class path, and Troupe's own directories where it is not packed. */
  private String jars() throws IOException {
    String troupe = Jars.joined(new Jars(scratch).libraries());
    return Stream.concat(
            Stream.of(troupe.split(File.pathSeparator)),
            Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar")))
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }
}
