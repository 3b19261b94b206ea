package io.troupe.e2e.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.troupe.Output;
import io.troupe.Process;
import io.troupe.Troupe;
import io.troupe.e2e.support.Scratch;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What must have happened when a process has been joined. Its host does not wait for the JVM to be taken down, so all of
 * this is tested with processes that were spares, which are quickest.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ProcessEndTest {
  private static final String LINE = "0123456789".repeat(10);
  private static final int LINES = 5_000;

  @TempDir
  Path scratch;

  static void nothing() {}

  static void printALot() {
    for (int i = 0; i < LINES; i++) {
      System.out.println(LINE);
    }
    System.out.print("the end, without a line end");
  }

  static void hookPrints() {
    onExit(false, () -> {
      printALot();
      System.err.println("and an error");
    });
  }

  static void hookFinishes(String file, boolean daemon) {
    onExit(daemon, () -> {
      pause(); // the work of a hook that takes its time
      Scratch.write(file, "the hook was waited for");
    });
  }

  static void deletesOnExit(String file) throws IOException {
    Files.writeString(Path.of(file), "not for long");
    new File(file).deleteOnExit();
  }

  static void hookHangs(String file) {
    onExit(false, () -> {
      Scratch.write(file, "the hook runs");
      new CountDownLatch(1).await();
    });
  }

  static void hookHangsThenExits(String file) {
    hookHangs(file);
    System.exit(5);
  }

  static void anotherThreadExits() {
    new Thread(() -> System.exit(5)).start();
  }

  static void daemonThreadExits() throws InterruptedException {
    Thread daemon = new Thread(() -> System.exit(5));
    daemon.setDaemon(true);
    daemon.start();
    daemon.join();
  }

  static void exitsWhileOthersRun() {
    Thread endless = new Thread(() -> {
      while (true) {
        Thread.onSpinWait();
      }
    });
    endless.start();
    System.exit(5);
  }

  @SuppressWarnings("resource") // left open for the end of the process
  static void listens(String portFile) throws IOException {
    ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    Scratch.write(portFile, Integer.toString(server.getLocalPort()));
  }

  @SuppressWarnings("resource") // left open for the end of the process
  static void locks(String file) throws IOException {
    FileChannel.open(Path.of(file), StandardOpenOption.CREATE, StandardOpenOption.WRITE)
        .lock();
  }

  static void leavesAProgram(String pidFile) throws IOException {
    java.lang.Process program = new ProcessBuilder("sleep", "600")
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
    Scratch.write(pidFile, Long.toString(program.pid()));
  }

  /** Leaves a thread inside native code, for which a JVM waits 300 ms when it exits. */
  static void compressesForLong() throws InterruptedException {
    byte[] much = new byte[200_000_000];
    CountDownLatch begun = new CountDownLatch(1);
    Thread daemon = new Thread(() -> {
      Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
      deflater.setInput(much);
      begun.countDown();
      deflater.deflate(new byte[much.length]);
    });
    daemon.setDaemon(true);
    daemon.start();
    begun.await();
  }

  private interface Action {
    void run() throws Exception;
  }

  private static void onExit(boolean daemon, Action action) {
    Thread hook = new Thread(() -> {
      try {
        action.run();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    });
    hook.setDaemon(daemon);
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private static void pause() throws InterruptedException {
    Thread.sleep(300);
  }

  @BeforeEach
  void awaitSpare() throws InterruptedException {
    for (int i = 0; i < 2; i++) {
      end(Process.of(ProcessEndTest::nothing));
    }
    await().atMost(Scratch.PATIENCE).until(() -> Troupe.sparesReady() > 0);
  }

  private static int end(Process process) throws InterruptedException {
    process.start().join();
    return process.exitCode().orElseThrow();
  }

  private String file(String name) {
    return scratch.resolve(name).toString();
  }

  @Test
  void daemonThreadInNativeCode_statusIsThatOfTheTarget_thenTheProcessIsGone() throws Exception {
    Process process = Process.of(ProcessEndTest::compressesForLong);

    assertThat(end(process)).isZero();

    Scratch.awaitGone(process.pid());
  }

  @Test
  void programLeftRunning_livesOn() throws Exception {
    assertThat(end(Process.of(ProcessEndTest::leavesAProgram, file("pid")))).isZero();

    ProcessHandle left = ProcessHandle.of(Long.parseLong(Files.readString(scratch.resolve("pid"))))
        .orElseThrow();
    assertThat(left.isAlive()).isTrue();
    left.destroyForcibly();
  }

  @Test
  void output_printedUntilTheEnd_isComplete() throws Exception {
    Process process = Process.of(ProcessEndTest::printALot).output(Output.CAPTURED);

    assertThat(end(process)).isZero();

    assertThat(process.capturedOutput())
        .hasSize(LINES * (LINE.length() + 1) + "the end, without a line end".length())
        .endsWith("the end, without a line end");
  }

  @Test
  void output_printedByAHook_isComplete() throws Exception {
    Process process = Process.of(ProcessEndTest::hookPrints).output(Output.CAPTURED);

    assertThat(end(process)).isZero();

    assertThat(process.capturedOutput())
        .contains("the end, without a line end", "and an error")
        .hasSize(LINES * (LINE.length() + 1)
            + "the end, without a line end".length()
            + "and an error\n".length());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void hook_daemonOrNot_isWaitedFor(boolean daemon) throws Exception {
    assertThat(end(Process.of(ProcessEndTest::hookFinishes, file("written"), daemon)))
        .isZero();

    assertThat(scratch.resolve("written")).hasContent("the hook was waited for");
  }

  @Test
  void fileToDeleteOnExit_isDeleted() throws Exception {
    assertThat(end(Process.of(ProcessEndTest::deletesOnExit, file("deleted")))).isZero();

    assertThat(scratch.resolve("deleted")).doesNotExist();
  }

  @Test
  void socketLeftOpen_isClosed() throws Exception {
    assertThat(end(Process.of(ProcessEndTest::listens, file("port")))).isZero();

    int port = Integer.parseInt(Files.readString(scratch.resolve("port")));
    assertThat(refuses(port)).isTrue();
  }

  private static boolean refuses(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return !socket.isConnected();
    } catch (IOException e) {
      return true;
    }
  }

  @Test
  void fileLockLeft_isReleased() throws Exception {
    assertThat(end(Process.of(ProcessEndTest::locks, file("locked")))).isZero();

    try (FileChannel channel =
        FileChannel.open(scratch.resolve("locked"), StandardOpenOption.WRITE)) {
      assertThat(channel.tryLock()).isNotNull();
    }
  }

  @Test
  void jvmThatPrintsOnExit_isWaitedFor() throws Exception {
    // All of it, since JDKs differ in the name of the part that is printed on exit.
    Process process = Process.of(ProcessEndTest::nothing)
        .jvmOptions("-Xlog:gc*=info:stdout")
        .output(Output.CAPTURED);

    assertThat(end(process)).isZero();

    assertThat(process.capturedOutput()).contains("eden space");
  }

  @Test
  void systemExit_inAnotherThread_keepsItsStatus() throws Exception {
    assertThat(end(Process.of(ProcessEndTest::anotherThreadExits))).isEqualTo(5);
  }

  @Test
  void systemExit_inADaemonThread_keepsItsStatus() throws Exception {
    assertThat(end(Process.of(ProcessEndTest::daemonThreadExits))).isEqualTo(5);
  }

  @Test
  void systemExit_otherThreadsRunning_endsThem() throws Exception {
    assertThat(end(Process.of(ProcessEndTest::exitsWhileOthersRun))).isEqualTo(5);
  }

  @Test
  void kill_whileHooksRunAfterTheTarget_isTheEnd() throws Exception {
    assertKilledDuring(Process.of(ProcessEndTest::hookHangs, file("hook")));
  }

  @Test
  void kill_whileHooksRunAfterSystemExit_isTheEnd() throws Exception {
    assertKilledDuring(Process.of(ProcessEndTest::hookHangsThenExits, file("hook")));
  }

  private void assertKilledDuring(Process process) throws InterruptedException {
    process.start();
    await().atMost(Scratch.PATIENCE).until(() -> Files.exists(scratch.resolve("hook")));
    assertThat(process.isAlive()).isTrue();

    process.kill();
    process.join();

    assertThat(process.exitCode()).hasValue(-9);
  }
}
