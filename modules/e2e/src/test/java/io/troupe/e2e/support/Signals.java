package io.troupe.e2e.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.awaitility.Awaitility;

/** Signals to other processes. */
public final class Signals {
  private Signals() {}

  /**
   * Sends one, by its name without {@code SIG}; waits until a process that is told to stop has
   * stopped.
   *
   * @param pid a process, or, negative, a process group
   */
  public static void send(String name, long pid) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + name, "--", Long.toString(pid)).start();
    assertThat(kill.waitFor()).isZero();
    if (name.equals("STOP")) {
      Awaitility.await().atMost(Scratch.PATIENCE).until(() -> state(pid).startsWith("T"));
    }
  }

  private static String state(long pid) throws IOException {
    Process ps = new ProcessBuilder("ps", "-o", "stat=", "-p", Long.toString(pid)).start();
    return new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }
}
