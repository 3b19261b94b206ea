package io.troupe.ps;

import static io.troupe.ps.Command.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.troupe.internal.ps.ProcessSource;
import io.troupe.subprocess.Signal;
import java.io.File;
import java.io.FileOutputStream;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@Tag("T35")
class OsProcessTest {
  private static final ProcessHandle.Info JDK = ProcessHandle.current().info();

  private final OsProcess own = Ps.current();

  @TempDir
  Path directory;

  @Test
  void current_isWhatTheJdkSaysItIs() {
    assertThat(own.pid()).isEqualTo(ProcessHandle.current().pid());
    assertThat(own.name()).isEqualTo("java");
    assertThat(own.exe()).hasValue(Path.of(JDK.command().orElseThrow()));
    assertThat(own.cwd()).hasValue(Path.of("").toAbsolutePath());
    assertThat(own.cmdline()).containsAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    assertThat(own.ppid())
        .isEqualTo(ProcessHandle.current().parent().orElseThrow().pid());
    assertThat(own.username()).isEqualTo(JDK.user());
    assertThat(own.createTime())
        .isCloseTo(JDK.startInstant().orElseThrow(), within(20, ChronoUnit.MILLIS));
    assertThat(own.environ()).containsAllEntriesOf(System.getenv());
    assertThat(own.isRunning()).isTrue();
    assertThat(own.status().hasEnded()).isFalse();
    assertThat(own.runningTime()).isPositive();
  }

  @Test
  void child_isKnownByItsParent() throws Exception {
    try (Command sleep = Command.sleep()) {
      OsProcess child = sleep.seen();
      await().until(() -> child.name().equals("sleep"));

      assertThat(child.cmdline()).containsExactly("sleep", "1000");
      assertThat(child.parent()).hasValue(own);
      assertThat(child.parents()).startsWith(own).extracting(OsProcess::pid).contains(1L);
      assertThat(own.children(false)).contains(child);
      await().until(() -> child.status() == ProcessStatus.SLEEPING);
      assertThat(child.numThreads()).isEqualTo(1);
      assertThat(child.waitFor(Duration.ZERO)).isFalse();
      assertThat(child.waitFor(Duration.ofMillis(-1))).isFalse();
    }
  }

  @Test
  void terminate_endsIt_andItIsGone() throws Exception {
    try (Command sleep = Command.sleep()) {
      OsProcess process = sleep.seen();

      process.terminate();
      process.waitFor();

      assertThat(sleep.exitCode()).isEqualTo(128 + 15);
      await().until(() -> !process.isRunning());
      assertThat(process.waitFor(Duration.ZERO)).isTrue();
      for (Fact fact : Fact.values()) {
        assertThatThrownBy(() -> process.facts(fact))
            .isInstanceOfSatisfying(
                NoSuchProcessException.class, gone -> assertThat(gone.pid()).isEqualTo(sleep.pid()))
            .hasMessageContaining("process " + sleep.pid())
            .hasMessageContaining("has ended");
      }
      assertThatThrownBy(process::exe).isInstanceOf(NoSuchProcessException.class);
      assertThatThrownBy(process::openFiles).isInstanceOf(NoSuchProcessException.class);
      assertThatThrownBy(() -> process.children(true)).isInstanceOf(NoSuchProcessException.class);
      assertThatThrownBy(process::terminate).isInstanceOf(NoSuchProcessException.class);
      assertThatThrownBy(process::kill).isInstanceOf(NoSuchProcessException.class);
      assertThatThrownBy(() -> process.sendSignal(15)).isInstanceOf(NoSuchProcessException.class);
      assertThat(process.toString()).contains("ended");
    }
  }

  @Test
  void kill_endsIt() throws Exception {
    try (Command sleep = Command.sleep()) {
      sleep.seen().kill();
      assertThat(sleep.exitCode()).isEqualTo(128 + 9);
    }
  }

  @Test
  void suspend_stopsIt_resumeLetsItGoOn() throws Exception {
    try (Command sleep = Command.sleep()) {
      OsProcess process = sleep.seen();
      process.suspend();
      await().until(() -> process.status() == ProcessStatus.STOPPED);
      process.resume();
      await().until(() -> process.status() == ProcessStatus.SLEEPING);
      process.sendSignal(
          Signal.SIGUSR1); // SIGINT may be ignored here, as in the background of a shell
      assertThat(sleep.exitCode()).isEqualTo(128 + 10);
    }
  }

  @Test
  void reusedNumber_isAnotherProcess() throws Exception {
    try (Command sleep = Command.sleep()) {
      OsProcess earlier =
          new OsProcess(ProcessSource.ofThisSystem(), earlier(sleep.seen().info()));

      assertThat(earlier.isRunning()).isFalse();
      assertThat(earlier.waitFor(Duration.ZERO)).isTrue();
      assertThat(earlier).isNotEqualTo(sleep.seen());
      assertThatThrownBy(earlier::terminate).isInstanceOf(NoSuchProcessException.class);
      assertThatThrownBy(earlier::kill).isInstanceOf(NoSuchProcessException.class);
      assertThatThrownBy(earlier::suspend).isInstanceOf(NoSuchProcessException.class);
      assertThatThrownBy(earlier::cmdline).isInstanceOf(NoSuchProcessException.class);
      assertThat(sleep.isAlive()).isTrue();
      assertThat(sleep.seen().status()).isNotEqualTo(ProcessStatus.STOPPED);
    }
  }

  private static ProcessInfo earlier(ProcessInfo seen) {
    return new ProcessInfo(
        seen.pid(),
        seen.createTime().minusMillis(10),
        seen.ppid(),
        seen.name(),
        seen.status(),
        seen.username(),
        seen.terminal(),
        seen.cpuTimes(),
        seen.memory(),
        seen.numThreads(),
        seen.nice(),
        seen.uids(),
        seen.gids(),
        seen.switches());
  }

  @Test
  void zombie_isThereButHasNothing() throws Exception {
    try (Command parent = Command.start("sh", "-c", "true & exec sleep 1000")) {
      OsProcess sleep = parent.seen();
      await().until(() -> sleep.name().equals("sleep") && sleep.children(false).size() == 1);
      OsProcess zombie = sleep.children(false).get(0);
      await().until(() -> zombie.status() == ProcessStatus.ZOMBIE);

      assertThat(zombie.isRunning()).isTrue();
      zombie.waitFor();
      assertThat(zombie.exe()).isEmpty();
      assertThat(zombie.cwd()).isEmpty();
      assertThat(zombie.cmdline()).isEmpty();
      assertThat(zombie.environ()).isEmpty();
      assertThat(zombie.openFiles()).isEmpty();
      assertThat(zombie.netConnections(NetConnection.Kind.ALL)).isEmpty();
      assertThat(zombie.memoryInfo().rss()).isZero();
      assertThat(zombie.memoryFullInfo()).isEmpty();
      assertThat(zombie.parent()).hasValue(sleep);
    }
  }

  @Test
  void otherUsersProcess_whatIsRefusedIsEmpty() throws Exception {
    OsProcess init = Ps.of(1);
    assumeTrue(!Files.isReadable(Path.of("/proc/1/environ")), "may read everything");

    assertThat(init.exe()).isEmpty();
    assertThat(init.cwd()).isEmpty();
    assertThat(init.environ()).isEmpty();
    assertThat(init.openFiles()).isEmpty();
    assertThat(init.numFds()).isEmpty();
    assertThat(init.ioCounters()).isEmpty();
    assertThat(init.memoryFullInfo()).isEmpty();
    assertThatThrownBy(init::terminate).isInstanceOf(AccessDeniedException.class);
    assertThatThrownBy(() -> init.sendSignal(15)).isInstanceOf(AccessDeniedException.class);
  }

  @Test
  void name_mayBeLong_andHaveAnythingInIt() throws Exception {
    String strange = "x) R 1 (y z";
    String longer = "a-name-of-more-than-fifteen-bytes";
    try (Command odd = Command.named(directory, strange);
        Command cut = Command.named(directory, longer)) {
      await().until(() -> odd.seen().name().equals(strange));
      assertThat(odd.seen().ppid()).isEqualTo(own.pid());
      // The command of a script is its interpreter; its name is cut by the kernel.
      await().until(() -> longer.startsWith(cut.seen().name()));
    }
    Path link = Files.createSymbolicLink(directory.resolve(longer + "-2"), Path.of("/bin/sh"));
    try (Command linked = Command.start(link.toString(), "-c", "read line")) {
      await().until(() -> linked.seen().name().equals(longer + "-2"));
    }
  }

  @Test
  void openFiles_haveTheirModeAndPosition() throws Exception {
    File file = directory.resolve("a file").toFile();
    try (RandomAccessFile both = new RandomAccessFile(file, "rw");
        FileOutputStream appending = new FileOutputStream(file, true)) {
      both.setLength(100);
      both.seek(42);

      List<OpenFile> open = own.openFiles().stream()
          .filter(each -> each.path().equals(file.toPath()))
          .toList();

      assertThat(open).extracting(OpenFile::mode).containsExactlyInAnyOrder("r+", "a");
      assertThat(open)
          .filteredOn(each -> each.mode().equals("r+"))
          .extracting(OpenFile::position)
          .containsExactly(OptionalLong.of(42));
      assertThat(own.numFds().orElseThrow()).isGreaterThan(open.size());
    }
    assertThat(own.openFiles()).extracting(OpenFile::path).doesNotContain(file.toPath());
  }

  @Test
  void netConnections_haveAddressesAndStates() throws Exception {
    InetAddress host = InetAddress.getByName("127.0.0.1");
    UnixDomainSocketAddress path = UnixDomainSocketAddress.of(directory.resolve("a socket"));
    try (ServerSocket listener = new ServerSocket(0, 1, host);
        Socket client = new Socket(host, listener.getLocalPort());
        DatagramSocket datagrams = new DatagramSocket(new InetSocketAddress(host, 0));
        ServerSocketChannel unix = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      unix.bind(path);

      List<NetConnection> inet = own.netConnections();
      NetConnection connected = of(inet, client.getLocalPort());
      assertThat(connected.state()).isEqualTo(NetConnection.State.ESTABLISHED);
      assertThat(connected.remote()).hasValue(client.getRemoteSocketAddress());
      assertThat(connected.type()).isEqualTo(NetConnection.Type.STREAM);
      NetConnection listening = of(inet, listener.getLocalPort());
      assertThat(listening.state()).isEqualTo(NetConnection.State.LISTEN);
      assertThat(listening.remote()).isEmpty();
      NetConnection datagram = of(inet, datagrams.getLocalPort());
      assertThat(datagram.type()).isEqualTo(NetConnection.Type.DATAGRAM);
      assertThat(datagram.state()).isEqualTo(NetConnection.State.NONE);
      assertThat(own.netConnections(NetConnection.Kind.UDP))
          .contains(datagram)
          .doesNotContain(connected);
      assertThat(own.netConnections(NetConnection.Kind.UNIX))
          .extracting(NetConnection::local)
          .contains(Optional.of(path));
      assertThat(own.netConnections(NetConnection.Kind.ALL)).contains(connected, datagram);
    }
  }

  private static NetConnection of(List<NetConnection> all, int port) {
    return all.stream()
        .filter(each -> each.local().orElseThrow() instanceof InetSocketAddress local
            && local.getPort() == port)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void threads_haveNamesAndTimes() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    Thread thread = new Thread(
        () -> {
          try {
            end.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        },
        "seen-from-afar");
    thread.start();

    await()
        .until(() -> own.threads().stream().anyMatch(each -> each.name().equals("seen-from-afar")));
    assertThat(own.numThreads()).isGreaterThan(1);
    assertThat(own.threads()).extracting(OsThread::id).contains(own.pid()).isSorted();
    end.countDown();
    thread.join();
  }

  @Test
  void threadNumber_isNoProcess() {
    long thread = own.threads().stream()
        .mapToLong(OsThread::id)
        .filter(id -> id != own.pid())
        .findFirst()
        .orElseThrow();

    assertThat(Ps.pidExists(thread)).isFalse();
    assertThatThrownBy(() -> Ps.of(thread)).isInstanceOf(NoSuchProcessException.class);
  }

  @Test
  void cpuPercent_isTheLoadSinceLastAsked() throws Exception {
    assertThat(own.cpuPercent()).isZero();
    Duration enough = own.cpuTimes().total().plusMillis(100);
    while (own.cpuTimes().total().compareTo(enough) < 0) {
      Thread.onSpinWait();
    }
    assertThat(own.cpuPercent()).isPositive();

    try (Command sleep = Command.sleep()) {
      OsProcess idle = sleep.seen();
      await().until(() -> idle.status() == ProcessStatus.SLEEPING);
      assertThat(idle.cpuPercent(Duration.ofMillis(50))).isZero();
    }
    assertThatThrownBy(() -> own.cpuPercent(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("interval");
  }

  @Test
  void memory_isThatOfProc() throws Exception {
    try (Command sleep = Command.sleep()) {
      OsProcess process = sleep.seen();
      await()
          .until(
              () -> process.status() == ProcessStatus.SLEEPING && process.name().equals("sleep"));
      MemoryInfo memory = process.memoryInfo();
      String[] pages =
          Files.readString(Path.of("/proc/" + sleep.pid() + "/statm")).split(" ");
      long pageBytes = memory.vms() / Long.parseLong(pages[0]);

      assertThat(pageBytes).isIn(4096L, 16384L, 65536L);
      assertThat(memory.vms()).isEqualTo(pageBytes * Long.parseLong(pages[0]));
      assertThat(memory.rss()).isPositive().isLessThan(memory.vms());
      assertThat(memory.shared()).isPositive().isLessThanOrEqualTo(memory.rss());
      assertThat(memory.data()).isEqualTo(pageBytes * Long.parseLong(pages[5]));
      MemoryInfo.Full full = process.memoryFullInfo().orElseThrow();
      assertThat(full.uss()).isPositive().isLessThanOrEqualTo(full.pss());
      assertThat(full.pss()).isLessThanOrEqualTo(memory.rss());
      assertThat(own.memoryPercent()).isBetween(0.01, 100.0);
    }
  }

  @Test
  void nice_andWhatElseIsCounted() throws Exception {
    try (Command sleep = Command.start("nice", "-n", "5", "sleep", "1000")) {
      await().until(() -> sleep.seen().name().equals("sleep"));
      assertThat(sleep.seen().info().nice())
          .hasValue(Math.min(19, own.info().nice().orElseThrow() + 5));
    }
    Map<Fact, Object> facts =
        own.facts(Fact.UIDS, Fact.IO_COUNTERS, Fact.NUM_CTX_SWITCHES, Fact.PID);
    assertThat(facts)
        .containsOnlyKeys(Fact.UIDS, Fact.IO_COUNTERS, Fact.NUM_CTX_SWITCHES, Fact.PID);
    assertThat(facts).containsEntry(Fact.PID, own.pid());
    assertThat(own.ioCounters().orElseThrow().readChars()).isPositive();
    assertThat(Fact.NUM_CTX_SWITCHES).hasToString("num_ctx_switches");
  }

  @Test
  void facts_areAllWhereNoneIsNamed() {
    assertThat(own.facts()).containsOnlyKeys(Fact.values());
  }

  @Test
  void current_cannotWaitForItsOwnEnd() {
    assertThatThrownBy(() -> own.waitFor(Duration.ZERO)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void badInput_isAnErrorAtTheCall() {
    assertThatThrownBy(() -> Ps.of(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
    assertThatThrownBy(() -> Ps.tree(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Ps.of(Long.MAX_VALUE)).isInstanceOf(NoSuchProcessException.class);
    assertThat(Ps.pidExists(-1)).isFalse();
    assertThatThrownBy(() -> own.sendSignal(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Ps.changes(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
