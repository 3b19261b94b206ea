package io.troupe.e2e.runtime;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Programs that share {@code /dev/shm} and {@code /tmp}, but do not see each other's processes, as the containers of a pod: none
 * takes another's files for those of a dead one.
 */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class PidNamespaceTest {
  /** How to get process ids of one's own, as root or as somebody who may be root among themselves. */
  private static final List<List<String>> WAYS = List.of(
      List.of("unshare", "-pfm", "--mount-proc", "--kill-child"),
      List.of("unshare", "-rpfm", "--mount-proc", "--kill-child"));

  private static List<String> apart = List.of();

  @TempDir
  Path scratch;

  @BeforeAll
  static void findAWay() throws InterruptedException {
    for (List<String> way : WAYS) {
      if (works(way)) {
        apart = way;
        return;
      }
    }
    assumeTrue(false, "this machine lets nobody have process ids of their own");
  }

  private static boolean works(List<String> way) throws InterruptedException {
    List<String> command = new java.util.ArrayList<>(way);
    command.add("true");
    try {
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException e) {
      return false; // no such command
    }
  }

  private void liveWhileOthersPass(List<String> front, List<String> othersFront) throws Exception {
    Neighbours.check(scratch, front, othersFront);
  }

  @Test
  void programOutside_outlivesThoseInside() throws Exception {
    liveWhileOthersPass(List.of(), apart);
  }

  @Test
  void programInside_outlivesThoseOutside() throws Exception {
    liveWhileOthersPass(apart, List.of());
  }

  @Test
  void programsInNamespacesOfTheirOwn_withTheSameProcessIds_outliveEachOther() throws Exception {
    liveWhileOthersPass(apart, apart);
  }
}
