package io.troupe.e2e.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.troupe.e2e.support.ProgramRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What another user puts where a program would have its directories costs the program nothing, and
 * it deletes nobody's files.
 */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class StrangersInDirectoriesTest {
  private static final List<String> AS_STRANGER =
      List.of("setpriv", "--reuid=61234", "--regid=61234", "--clear-groups", "sh", "-c");

  private final String user = "victim-" + UUID.randomUUID().toString().substring(0, 8);

  /** A private directory of the victim, with names in it that Troupe uses. */
  @TempDir
  Path precious;

  @BeforeEach
  void needsAStranger() throws Exception {
    assumeTrue(stranger("true"), "this machine lets nobody act as another user");
    for (String name : List.of("lock", "sweep", "999999-1", "file")) {
      Files.writeString(precious.resolve(name), name);
    }
  }

  private static boolean stranger(String script) throws InterruptedException {
    try {
      return new ProcessBuilder(
                  Stream.concat(AS_STRANGER.stream(), Stream.of(script)).toList())
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false; // no such command
    }
  }

  @AfterEach
  void cleanUp() throws Exception {
    for (String place : List.of("/dev/shm", "/tmp", "/var/tmp")) {
      new ProcessBuilder("rm", "-rf", place + "/troupe-" + user).start().waitFor();
    }
  }

  private void assertAllWorks(String attack) throws Exception {
    for (String place : List.of("/dev/shm", "/tmp")) {
      String squatted = place + "/troupe-" + user;
      assertThat(stranger(attack.formatted(squatted, precious))).isTrue();
    }

    ProgramRun run = ProgramRun.of(SandboxTest.UsesAll.class, List.of("-Duser.name=" + user));

    assertThat(run.out()).as(run.err()).isEqualTo("[1, 4, 9]\n2\n1000000\n1000000\n1048576\n");
    assertThat(run.status()).isZero();
    for (String name : List.of("lock", "sweep", "999999-1", "file")) {
      assertThat(precious.resolve(name)).hasContent(name);
    }
    try (Stream<Path> files = Files.list(precious)) {
      assertThat(files).hasSize(4);
    }
  }

  @Test
  void linkToADirectoryOfTheVictim_isNotFollowed() throws Exception {
    assertAllWorks("ln -s %2$s %1$s");
  }

  @Test
  void directoryOfAStranger_isNotUsed() throws Exception {
    assertAllWorks("mkdir -m 777 %1$s && mkfifo -m 666 %1$s/lock %1$s/sweep"
        + " && ln -s %2$s %1$s/999999-1 && mkdir %1$s/999998-1 && ln -s %2$s %1$s/999998-1/board");
  }

  @Test
  void pipeInPlaceOfTheDirectory_isNotWaitedFor() throws Exception {
    assertAllWorks("mkfifo -m 666 %1$s");
  }
}
