package io.troupe.e2e.habitat;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.e2e.support.ProgramRun;
import io.troupe.spi.PayloadCodec;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The places where a program can live: in each, a pool runs a method reference and a lambda that
 * captures, a queue connects two processes, one of them a subclass, a managed map is used from a
 * process, and an exception comes back with its type.
 */
@Timeout(300)
class HabitatsTest {
  private static final String MAIN = "com.example.app.Tour";
  private static final String CODEC_MAIN = "com.example.codec.CodecTour";
  private static final String SAID = "[[1, 4, 9], [11, 12], no 7, got Point[x=1, y=2], 1, 1]";
  static final String SAID_WITH_ACTORS = SAID.substring(0, SAID.length() - 1) + ", 25]";

  @TempDir
  static Path scratch;

  private static Jars jars;
  private static Path source;
  private static Path classes;

  @BeforeAll
  static void compile() throws IOException {
    jars = new Jars(scratch);
    Path sources = Files.createDirectories(scratch.resolve("sources/com/example/app"));
    source = Files.move(resource("Tour.java"), sources.resolve("Tour.java"));
    classes = scratch.resolve("classes");
    Jars.compile("-cp", Jars.joined(jars.libraries()), "-d", classes.toString(), source.toString());
  }

  private static Path resource(String name) throws IOException {
    Path file = scratch.resolve(name);
    try (InputStream in = HabitatsTest.class.getResourceAsStream("/habitats/" + name)) {
      Files.copy(in, file);
    }
    return file;
  }

  @Test
  void modulePath_thatOpensItsPackage() throws Exception {
    Path app = module("opens com.example.app to io.troupe.core;");

    assertThat(java("--module-path", modulePath(app), "-m", "com.example.app/" + MAIN, "actors"))
        .isEqualTo(SAID_WITH_ACTORS);
  }

  /**
   * Functions and exceptions cross all the same; the fields of a subclass and of a record do not.
   */
  @Test
  void modulePath_thatOpensNothing_saysWhatToOpen() throws Exception {
    Path app = module("");
    ProgramRun run = run("--module-path", modulePath(app), "-m", "com.example.app/" + MAIN);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err())
        .contains("com.example.app.Tour$Consumer.in")
        .contains("write `opens com.example.app to io.troupe.core;` into the module-info.java of"
            + " com.example.app");
  }

  private static Path module(String opens) throws IOException {
    Path sources = Files.createDirectories(scratch.resolve("module-" + opens.length()));
    Path descriptor = sources.resolve("module-info.java");
    Files.writeString(
        descriptor, "module com.example.app { requires io.troupe.core; " + opens + " }");
    Path compiled = sources.resolve("classes");
    Jars.compile(
        "--module-path",
        Jars.joined(jars.modules()),
        "-d",
        compiled.toString(),
        descriptor.toString(),
        source.toString());
    return jars.packed(compiled, sources.getFileName() + ".jar", new Manifest());
  }

  private static String modulePath(Path app) throws IOException {
    List<Path> path = new ArrayList<>(jars.modules());
    path.add(app);
    return Jars.joined(path);
  }

  @Test
  void sourceLauncher() throws Exception {
    assertThat(java("-cp", Jars.joined(jars.libraries()), source.toString())).isEqualTo(SAID);
  }

  @Test
  @Tag("H003")
  void jshell() throws Exception {
    Path script = resource("tour.jsh");
    String jshell = Path.of(System.getProperty("java.home"), "bin", "jshell").toString();
    ProgramRun run = ProgramRun.of(
        "jshell",
        List.of(
            jshell,
            "--class-path",
            Jars.joined(jars.libraries()),
            "-R-Dtroupe.cache=" + scratch.resolve("cache"),
            "-R-Dtroupe.trainee=true",
            script.toString()));

    assertThat(run.out()).as(run.err()).contains(SAID);
  }

  /**
   * Within jars that have no room for several {@code reference.conf}: of Pekko's only one is left.
   */
  @Test
  void oneJarThatJoinsNothing() throws Exception {
    assertThat(java("-jar", jars.shaded(classes, MAIN).toString(), "actors"))
        .isEqualTo(SAID_WITH_ACTORS);
  }

  @Test
  void springBootJar() throws Exception {
    assertThat(java("-jar", jars.springBoot(classes, MAIN).toString())).isEqualTo(SAID);
  }

  /**
   * As Maven's {@code exec:java} and application servers have it: the program and Troupe in one
   * loader of their own.
   */
  @Test
  void classLoaderThatHasTroupeToo() throws Exception {
    assertThat(java("-cp", testClasses(), OwnLoader.class.getName(), MAIN, loaderPath()))
        .isEqualTo(SAID);
  }

  /** As applications load plug-ins: Troupe on the class path, the functions in a loader below. */
  @Test
  void classLoaderOfPlugin() throws Exception {
    String classPath = testClasses() + File.pathSeparator + Jars.joined(jars.libraries());
    assertThat(java("-cp", classPath, OwnLoader.class.getName(), MAIN, classes.toString()))
        .isEqualTo(SAID);
  }

  /** Codecs of the program's own: their service file is where the program is. */
  @Test
  void codecsOfPlugin() throws Exception {
    String classPath = testClasses() + File.pathSeparator + Jars.joined(jars.libraries());
    assertThat(java(
            "-cp", classPath, OwnLoader.class.getName(), CODEC_MAIN, withCodec().toString()))
        .isEqualTo("11");
  }

  @Test
  void codecsOfJshell() throws Exception {
    Path script = Files.writeString(scratch.resolve("codec.jsh"), CODEC_MAIN + ".main()\n/exit\n");
    String jshell = Path.of(System.getProperty("java.home"), "bin", "jshell").toString();
    ProgramRun run = ProgramRun.of(
        "jshell",
        List.of(
            jshell,
            "--class-path",
            Jars.joined(jars.libraries()) + File.pathSeparator + withCodec(),
            "-R-Dtroupe.cache=" + scratch.resolve("cache"),
            "-R-Dtroupe.trainee=true",
            script.toString()));

    assertThat(run.out().strip()).as(run.err()).isEqualTo("11");
  }

  private static synchronized Path withCodec() throws IOException {
    Path codecs = scratch.resolve("codecs");
    if (!Files.exists(codecs)) {
      Path services = Files.createDirectories(codecs.resolve("META-INF/services"));
      Files.writeString(services.resolve(PayloadCodec.class.getName()), CODEC_MAIN + "$MoneyCodec");
      Jars.compile(
          "-cp",
          Jars.joined(jars.libraries()),
          "-d",
          codecs.toString(),
          resource("CodecTour.java").toString());
    }
    return codecs;
  }

  private static String testClasses() {
    return Path.of(
            OwnLoader.class.getProtectionDomain().getCodeSource().getLocation().getPath())
        .toString();
  }

  private static String loaderPath() {
    return classes + File.pathSeparator + Jars.joined(jars.libraries());
  }

  @Test
  void pathWithSpacesAndLetters() throws Exception {
    Path directory = Files.createDirectories(scratch.resolve("Ünïcode – 程式 & 100% (1)/lib"));
    for (Path library : jars.libraries()) {
      Files.copy(library, directory.resolve(library.getFileName()));
    }
    String names = jars.libraries().stream()
        .map(library -> "lib/" + library.getFileName())
        .collect(Collectors.joining(" "));
    Path app =
        jars.packed(classes, "app.jar", Jars.manifest("Main-Class", MAIN, "Class-Path", names));
    Path moved = Files.copy(app, directory.resolveSibling("app +.jar"));

    assertThat(java("-jar", moved.toString())).isEqualTo(SAID);
  }

  /**
   * As from a program to a node: what the other side lacks travels, and it runs the program on that
   * alone.
   */
  @Test
  void anotherRuntime_withAnotherClassPath_hasTheCodeCome() throws Exception {
    Path place = Files.createDirectories(scratch.resolve("travel"));
    String libraries = Jars.joined(jars.libraries());
    Path app = jars.packed(classes, "travelling.jar", Jars.manifest());
    Process owner = new ProcessBuilder(command(
            "-cp",
            app + File.pathSeparator + testClasses() + File.pathSeparator + libraries,
            CodeOwner.class.getName(),
            place.toString()))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    try {
      assertThat(owner.getInputStream().read()).isEqualTo('y');
      String taker = testClasses() + File.pathSeparator + libraries;
      String[] came = takeCode(taker, place);
      assertThat(Integer.parseInt(came[0])).isPositive();
      assertThat(came[1]).contains("travelling.jar").doesNotContain("troupe-core");
      String[] again = takeCode(taker, place);
      assertThat(again[0]).as("pieces that came a second time").isEqualTo("0");
      assertThat(again[1]).isEqualTo(came[1]);
      assertThat(java("-cp", came[1] + File.pathSeparator + libraries, MAIN)).isEqualTo(SAID);
    } finally {
      owner.destroyForcibly().waitFor();
    }
  }

  private static String[] takeCode(String classPath, Path place) throws Exception {
    String cache = "-Dtroupe.cache=" + scratch.resolve("elsewhere");
    return java(cache, "-cp", classPath, CodeTaker.class.getName(), place.toString())
        .split(" ", 2);
  }

  private static String java(String... arguments) throws Exception {
    ProgramRun run = run(arguments);
    assertThat(run.status()).as(run.out() + run.err()).isZero();
    return run.out().strip();
  }

  private static ProgramRun run(String... arguments) throws Exception {
    return ProgramRun.of(MAIN, command(arguments));
  }

  /** A class archive of jars that are about to be deleted is of no use to anyone. */
  private static List<String> command(String... arguments) {
    return Stream.concat(
            Stream.of(
                "env",
                "LC_ALL=C.UTF-8",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dtroupe.cache=" + scratch.resolve("cache"),
                "-Dtroupe.trainee=true"),
            Stream.of(arguments))
        .toList();
  }
}
