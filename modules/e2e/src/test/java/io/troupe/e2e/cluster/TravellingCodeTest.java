package io.troupe.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.troupe.cluster.ClusterKeys;
import io.troupe.e2e.support.ProgramRun;
import io.troupe.e2e.support.TestNode;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A program whose classes a node does not have, and cannot read where the program has them: they
 * come by the link, once.
 */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class TravellingCodeTest {
  private static final String MAIN = "com.example.cluster.ClusterTour";
  private static final String SAID = "[[1, 4, 9], [11, 12], no 7, got Point[x=1, y=2], 1]";
  private static final int MEBIBYTE = 1 << 20;

  @TempDir
  static Path directory;

  private static Path program;
  private static TestNode node;

  @BeforeAll
  static void start() throws Exception {
    ClusterKeys.create(directory);
    program = Files.createDirectories(directory.resolve("program"));
    compile("classes");
    node = TestNode.startWithTroupeAlone(directory, program, 2);
  }

  @AfterAll
  static void end() {
    if (node != null) {
      node.close();
    }
  }

  private static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  private static void compile(String name, String... options) throws IOException {
    Path source = program.resolve("ClusterTour.java");
    if (!Files.exists(source)) {
      try (InputStream in =
          TravellingCodeTest.class.getResourceAsStream("/habitats/ClusterTour.java")) {
        Files.copy(in, source);
      }
    }
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.addAll(List.of(
        "-cp",
        System.getProperty("java.class.path"),
        "-d",
        program.resolve(name).toString(),
        source.toString()));
    int status = ToolProvider.getSystemJavaCompiler()
        .run(null, null, null, arguments.toArray(String[]::new));
    assertThat(status).isZero();
  }

  /** Troupe and what it depends on, and a provider of SLF4J. */
  private static String libraries() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !Files.exists(Path.of(entry, "io/troupe/e2e")))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static ProgramRun run(Path java, List<Path> code, TestNode at) throws Exception {
    String classPath =
        code.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator))
            + File.pathSeparator
            + libraries();
    return ProgramRun.of(
        MAIN,
        List.of(
            "env",
            "TROUPE_NODES=" + at.address(),
            "TROUPE_KEY=" + directory.resolve("program.key"),
            java.toString(),
            "-Dtroupe.cache=" + program.resolve("cache"),
            "-Dtroupe.trainee=true",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=info",
            "-cp",
            classPath,
            MAIN));
  }

  private static String classPathIn(ProgramRun run) {
    return run.out().lines().skip(1).findFirst().orElse("");
  }

  @Test
  void classesThatTheNodeLacks_come_once() throws Exception {
    List<Path> code = List.of(program.resolve("classes"), file("data.jar", 99 * MEBIBYTE + 1000));
    ProgramRun run = run(java(), code, node);

    assertThat(run.out()).as(run.err() + node.log()).startsWith(SAID);
    assertThat(run.err())
        .containsPattern("The node " + node.address() + " has fetched .* code: \\d+ MiB");
    assertThat(node.log()).containsPattern("The program's code has come: \\d+ MiB");
    String classPath = classPathIn(run);
    assertThat(classPath).doesNotContain(program.toString());
    List<Path> inStore = Stream.of(classPath.split(File.pathSeparator))
        .filter(entry -> entry.contains("cache"))
        .map(Path::of)
        .toList();
    assertThat(inStore)
        .extracting(entry -> entry.getFileName().toString())
        .as("what the node had by content did not come")
        .contains("classes.jar", "data.jar")
        .noneMatch(name -> name.startsWith("pekko"));

    FileTimes before = FileTimes.of(inStore.get(0));
    ProgramRun again = run(java(), code, node);
    assertThat(again.out()).as(again.err()).startsWith(SAID);
    assertThat(again.err()).as("nothing comes a second time").doesNotContain("fetche");
    assertThat(classPathIn(again)).isEqualTo(classPath);
    assertThat(FileTimes.of(inStore.get(0))).isEqualTo(before);
  }

  private static Path file(String name, long bytes) throws IOException {
    Path file = program.resolve(name);
    try (RandomAccessFile made = new RandomAccessFile(file.toFile(), "rw")) {
      made.setLength(bytes);
    }
    return file;
  }

  private record FileTimes(Object modified, Object key) {
    static FileTimes of(Path file) throws IOException {
      return new FileTimes(Files.getLastModifiedTime(file), Files.getAttribute(file, "unix:ino"));
    }
  }

  @Test
  void codeThatIsTooLarge_isRefused_beforeItIsRead() throws Exception {
    Path data = file("large.jar", 1025L * MEBIBYTE);
    ProgramRun run = run(java(), List.of(program.resolve("classes"), data), node);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err())
        .contains("at most 1024 MiB may travel; the largest are " + data + " (1025 MiB)");
  }

  /** Where a later JDK is at hand. */
  @Test
  void codeForALaterJava_isRefused() throws Exception {
    Path later = laterJdk();
    assumeTrue(later != null, "there is no later JDK on this machine");
    int feature = feature(later);
    ProgramRun compiled = ProgramRun.of(
        "javac",
        List.of(
            later.resolveSibling("javac").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "-d",
            program.resolve("later").toString(),
            program.resolve("ClusterTour.java").toString()));
    assertThat(compiled.status()).as(compiled.err()).isZero();

    ProgramRun run = run(later, List.of(program.resolve("later")), node);
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err())
        .contains("The node " + node.address() + " runs on Java "
            + Runtime.version().feature() + ", but ")
        .contains("later.jar has classes for Java " + feature)
        .contains("run the node on that version or a later one");
  }

  private static Path laterJdk() throws IOException {
    Path all = Path.of(System.getProperty("java.home")).resolveSibling("");
    try (Stream<Path> homes = Files.list(all)) {
      return homes
          .map(home -> home.resolve("bin/java"))
          .filter(java -> Files.isExecutable(java)
              && Files.isExecutable(java.resolveSibling("javac"))
              && feature(java) > Runtime.version().feature())
          .findFirst()
          .orElse(null);
    }
  }

  private static int feature(Path java) {
    try {
      return Files.readAllLines(java.resolve("../../release").normalize()).stream()
          .filter(line -> line.startsWith("JAVA_VERSION="))
          .map(line -> line.replaceAll("[^\\d.]", "").replaceAll("\\..*", ""))
          .mapToInt(Integer::parseInt)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }
}
