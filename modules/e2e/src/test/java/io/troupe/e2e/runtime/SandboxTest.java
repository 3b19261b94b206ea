package io.troupe.e2e.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.troupe.Pool;
import io.troupe.Process;
import io.troupe.Queue;
import io.troupe.connection.Connection;
import io.troupe.connection.Pipe;
import io.troupe.e2e.support.ProgramRun;
import io.troupe.manager.Manager;
import io.troupe.memory.SharedMemory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Programs in what containers give them: little shared memory, and directories that cannot be written to. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class SandboxTest {
  private static final String SMALL_MEMORY = "mount -t tmpfs -o size=64k tmpfs /dev/shm";
  private static final String FILL_MEMORY =
      "dd if=/dev/zero of=/dev/shm/full bs=1k count=64 2>/dev/null";

  /** How to get mounts of one's own, as root or as somebody who may be root among themselves. */
  private static final List<List<String>> WAYS =
      List.of(List.of("unshare", "-m"), List.of("unshare", "-rm"));

  private static List<String> way = List.of();

  static final class UsesAll {
    public static void main(String[] args) throws Exception {
      try (Pool pool = Pool.of(2)) {
        System.out.println(pool.map(x -> x * x, List.of(1, 2, 3)));
      }
      try (Manager manager = Manager.process()) {
        System.out.println(manager.list(List.of(1, 2)).size());
      }
      Pipe pipe = Pipe.duplex();
      Process sender = Process.of(UsesAll::send, pipe.second()).start();
      System.out.println(pipe.first().recvBytes().length);
      sender.join();
      try (Queue<byte[]> queue = Queue.create()) {
        queue.put(new byte[1_000_000]);
        System.out.println(queue.get().length);
      }
      try (SharedMemory memory = SharedMemory.create(1 << 20)) {
        System.out.println(memory.size());
      }
    }

    static void send(Connection connection) throws Exception {
      connection.sendBytes(new byte[1_000_000]);
    }
  }

  static final class UsesProcess {
    public static void main(String[] args) {
      try {
        Process.of(() -> {}).start();
      } catch (RuntimeException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  @BeforeAll
  static void findAWay() throws Exception {
    for (List<String> each : WAYS) {
      if (canMount(each)) {
        way = each;
        return;
      }
    }
    assumeTrue(false, "this machine lets nobody have mounts of their own");
  }

  private static boolean canMount(List<String> way) throws InterruptedException {
    try {
      return new ProcessBuilder(inside(way, SMALL_MEMORY, "true")).start().waitFor() == 0;
    } catch (IOException e) {
      return false; // no such command
    }
  }

  private static List<String> inside(List<String> way, String mounts, String... command) {
    List<String> all = new ArrayList<>(way);
    all.addAll(List.of("sh", "-c", mounts + " && exec \"$@\"", "sh"));
    all.addAll(List.of(command));
    return all;
  }

  private static String readOnly(String directory) {
    return "mount --bind " + directory + " " + directory + " && mount -o remount,ro,bind "
        + directory;
  }

  private static void assertAllWorks(String mounts) throws Exception {
    ProgramRun run = ProgramRun.through(inside(way, mounts), UsesAll.class);

    assertThat(run.out()).as(run.err()).isEqualTo("[1, 4, 9]\n2\n1000000\n1000000\n1048576\n");
    assertThat(run.status()).isZero();
  }

  @Test
  void littleSharedMemory_allWorks() throws Exception {
    assertAllWorks(SMALL_MEMORY);
  }

  @Test
  void noSharedMemoryLeft_temporaryDirectoryReadOnly_allWorks() throws Exception {
    assertAllWorks(SMALL_MEMORY + " && " + FILL_MEMORY + " && " + readOnly("/tmp"));
  }

  @Test
  void nowhereToWrite_saysWhereItLooked() throws Exception {
    String mounts = String.join(
        " && ",
        readOnly("/dev/shm"),
        readOnly("/tmp"),
        readOnly("/var/tmp"),
        "unset XDG_RUNTIME_DIR");

    ProgramRun run = ProgramRun.through(inside(way, mounts), UsesProcess.class);

    assertThat(run.out()).as(run.err()).contains("/dev/shm: ", "/tmp: ", "/var/tmp: ", "ead-only");
  }
}
