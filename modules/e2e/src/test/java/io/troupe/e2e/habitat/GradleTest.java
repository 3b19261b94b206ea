package io.troupe.e2e.habitat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.troupe.e2e.support.ProgramRun;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A program within the test workers of Gradle, where that is installed. It runs without a network,
 * and leaves nothing behind.
 */
@Timeout(300)
class GradleTest {
  @TempDir
  Path scratch;

  @Test
  void testWorker() throws Exception {
    assumeTrue(isOnPath("gradle"), "there is no command gradle on this machine's PATH");
    Path project = project();
    ProgramRun run = ProgramRun.of("gradle", command(project, program()));

    assumeFalse(
        (run.out() + run.err()).contains("Unsupported class file major version"),
        "this machine's Gradle does not run on Java " + Runtime.version().feature());
    assertThat(run.status()).as(run.out() + run.err()).isZero();
    assertThat(run.out()).contains("TourTest").contains(HabitatsTest.SAID_WITH_ACTORS);
  }

  private static boolean isOnPath(String command) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, command)));
  }

  private Path project() throws IOException {
    Path sources = Files.createDirectories(scratch.resolve("project/src/test/java"));
    copy("gradle/TourTest.java", sources.resolve("TourTest.java"));
    Path project = scratch.resolve("project");
    copy("gradle/build.gradle", project.resolve("build.gradle"));
    Files.writeString(project.resolve("settings.gradle"), "rootProject.name = 'tour'\n");
    return project;
  }

  /** Returns the class path of the program, whose records Gradle's own compiler may not know. */
  private String program() throws IOException {
    List<Path> path = new ArrayList<>(new Jars(scratch).libraries());
    Path source = scratch.resolve("Tour.java");
    copy("Tour.java", source);
    Path classes = scratch.resolve("classes");
    Jars.compile("-cp", Jars.joined(path), "-d", classes.toString(), source.toString());
    path.add(classes);
    return Jars.joined(path);
  }

  private static void copy(String resource, Path file) throws IOException {
    try (InputStream in = GradleTest.class.getResourceAsStream("/habitats/" + resource)) {
      Files.copy(in, file);
    }
  }

  /** Gradle's versions of before the modules need the JDK opened to them. */
  private List<String> command(Path project, String program) {
    return List.of(
        "env",
        "JAVA_HOME=" + System.getProperty("java.home"),
        "GRADLE_OPTS=--add-opens=java.base/java.lang=ALL-UNNAMED",
        "gradle",
        "--offline",
        "--no-daemon",
        "--gradle-user-home=" + scratch.resolve("home"),
        "--project-dir=" + project,
        "-PprogramPath=" + program,
        "-PtroupeCache=" + scratch.resolve("cache"),
        "test");
  }
}
