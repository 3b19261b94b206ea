package io.troupe.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.troupe.connection.Connection;
import io.troupe.connection.Pipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a pipe costs the process that makes it. */
@Timeout(120)
class PipeCostTest {
  private static final int PIPES = 20;
  // Of the process, whatever the number of pipes: the socket for writers, selectors.
  private static final int SHARED = 8;
  // JDK 25 loads it with java.security.Provider, which a SecureRandom needs.
  private static final String OF_SECURE_RANDOM = "javax.crypto.KDFParameters";

  private static long descriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }

  /** What the JVM and other tests of it have open meanwhile is closed again. */
  private static void awaitDescriptors(long most) {
    await().untilAsserted(() -> assertThat(descriptors()).isLessThanOrEqualTo(most));
  }

  private static void exchange(Connection one, Connection other) throws Exception {
    one.sendBytes(new byte[100]);
    assertThat(other.recvBytes()).hasSize(100);
  }

  private static List<Pipe> pipes() {
    return Stream.generate(Pipe::duplex).limit(PIPES).toList();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void duplex_otherEndInAnotherProcess_takesTwoDescriptors() throws Exception {
    List<Pipe> pipes = pipes();
    Pipe first = Pipe.duplex();
    List<Connection> ends = new ArrayList<>(List.of(first.second()));
    pipes.forEach(pipe -> ends.add(pipe.second()));
    Process child = OtherJvm.start("echoOneEach", "", ends.toArray(Connection[]::new));
    try {
      exchange(first.first(), first.first());
      long before = descriptors();
      for (Pipe pipe : pipes) {
        exchange(pipe.first(), pipe.first());
      }
      awaitDescriptors(before + 2 * PIPES);
      pipes.forEach(Pipe::close);
      awaitDescriptors(before);
    } finally {
      child.destroyForcibly();
      first.close();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void duplex_bothEndsHere_takesNone() throws Exception {
    Pipe.duplex().close();
    long before = descriptors();
    List<Pipe> pipes = pipes();
    for (Pipe pipe : pipes) {
      pipe.second().poll();
      exchange(pipe.first(), pipe.second());
      exchange(pipe.second(), pipe.first());
    }
    awaitDescriptors(before + SHARED);
    pipes.forEach(Pipe::close);
  }

  @Test
  void child_thatUsesAPipe_loadsNoCryptography(@TempDir Path directory) throws Exception {
    Path log = directory.resolve("classes");
    Pipe pipe = Pipe.duplex();
    Process child =
        OtherJvm.startWith(List.of("-Xlog:class+load:file=" + log), "echo", "", pipe.second());
    exchange(pipe.first(), pipe.first());
    pipe.close();
    assertThat(child.waitFor()).isZero();
    assertThat(Files.readAllLines(log))
        .anyMatch(line -> line.contains("io.troupe.internal.connection.PipeSender"))
        .filteredOn(line -> line.contains("javax.crypto") && !line.contains(OF_SECURE_RANDOM))
        .isEmpty();
  }
}
