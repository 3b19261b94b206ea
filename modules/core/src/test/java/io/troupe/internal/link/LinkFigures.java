package io.troupe.internal.link;

import com.google.protobuf.ByteString;
import io.troupe.internal.board.Board;
import io.troupe.internal.directory.RuntimeDirectory;
import io.troupe.internal.link.handshake.Credentials;
import io.troupe.internal.link.handshake.Hmac;
import io.troupe.internal.link.handshake.RuntimeId;
import io.troupe.proto.Frame;
import io.troupe.proto.PoolFrame;
import io.troupe.proto.Task;
import io.troupe.proto.TaskBatch;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Prints what a link costs between two JVMs, beside a raw blocking Unix-domain socket. A main, no test: figures depend on the
 * machine.
 */
public final class LinkFigures {
  private static final int ROUNDS = 5;
  private static final byte[] KEY = new byte[Hmac.KEY];

  private LinkFigures() {}

  /** Measures everything, or what has the first argument in its name; starts the other JVM itself. */
  public static void main(String[] args) throws Exception {
    switch (args.length == 0 ? "" : args[0]) {
      case "echo" -> echo(args);
      case "raw" -> rawEcho(args[1], Integer.parseInt(args[2]));
      default -> host(args.length == 0 ? "" : args[0]);
    }
  }

  private static void host(String filter) throws Exception {
    gate();
    raw(100, 50_000);
    raw(1_000_000, 1_000);
    try (Board board = Board.create(16, RuntimeDirectory.ofThisJvm());
        LinkServer server =
            LinkServer.open(RuntimeId.create(), board.gate(), RuntimeDirectory.ofThisJvm())) {
      var stage = server.expect(1, KEY);
      Process child =
          java("echo", server.address(), board.path().toString(), "" + board.allocate());
      Link link = stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
      Counter counter = new Counter();
      link.start(counter);
      Figures figures = new Figures(filter, link, counter, child);
      for (int round = 0; round < ROUNDS; round++) {
        System.out.printf("round %d%n", round);
        figures.roundTrips("round trip 100 B", 100, 50_000);
        figures.roundTrips("round trip 10 kB", 10_000, 20_000);
        figures.roundTrips("round trip 1 MB", 1_000_000, 1_000);
        figures.oneWay("one way 100 B", 100, 2_000_000, 1);
        figures.oneWay("one way 100 B, 2 senders", 100, 2_000_000, 2);
        figures.oneWay("one way 10 kB", 10_000, 100_000, 1);
        figures.oneWay("one way 1 MB", 1_000_000, 2_000, 1);
      }
      link.close();
      child.waitFor();
    }
  }

  private record Figures(String filter, Link link, Counter counter, Process child) {
    void roundTrips(String what, int bytes, int count) throws Exception {
      if (what.contains(filter)) {
        Frame frame = frame(1, bytes);
        long here = cpuMicros(ProcessHandle.current());
        long there = cpuMicros(child.toHandle());
        print(what, count, () -> {
          link.send(frame);
          counter.arrived.acquireUninterruptibly();
        });
        printCpu(here, there, count);
      }
    }

    void oneWay(String what, int bytes, int count, int senders) throws InterruptedException {
      if (what.contains(filter)) {
        Frame frame = frame(0, bytes);
        long here = cpuMicros(ProcessHandle.current());
        long there = cpuMicros(child.toHandle());
        double seconds = seconds(frame, count / senders, senders);
        double rate = count / seconds;
        System.out.printf("  %-26s %10.0f frames/s, %8.1f MB/s%n", what, rate, rate * bytes / 1e6);
        printCpu(here, there, count);
      }
    }

    // On a busy machine the processor time says more than the clock.
    private void printCpu(long hereBefore, long thereBefore, int count) {
      System.out.printf(
          "      processor time per frame: %.2f us here, %.2f us there%n",
          (double) (cpuMicros(ProcessHandle.current()) - hereBefore) / count,
          (double) (cpuMicros(child.toHandle()) - thereBefore) / count);
    }

    private double seconds(Frame frame, int each, int senders) throws InterruptedException {
      long start = System.nanoTime();
      Thread[] threads = new Thread[senders];
      for (int s = 0; s < senders; s++) {
        threads[s] = new Thread(() -> {
          for (int i = 0; i < each; i++) {
            link.send(frame);
          }
        });
        threads[s].start();
      }
      for (Thread thread : threads) {
        thread.join();
      }
      link.send(frame(1, 1));
      counter.arrived.acquireUninterruptibly();
      return (System.nanoTime() - start) / 1e9;
    }
  }

  private static long cpuMicros(ProcessHandle process) {
    return TimeUnit.NANOSECONDS.toMicros(
        process.info().totalCpuDuration().orElseThrow().toNanos());
  }

  private interface RoundTrip {
    void run() throws Exception;
  }

  private static void print(String what, int count, RoundTrip roundTrip) throws Exception {
    long[] nanos = new long[count];
    for (int i = 0; i < count; i++) {
      long start = System.nanoTime();
      roundTrip.run();
      nanos[i] = System.nanoTime() - start;
    }
    Arrays.sort(nanos);
    System.out.printf(
        "  %-26s median %8.1f us, p99 %8.1f us%n",
        what, nanos[count / 2] / 1e3, nanos[count * 99 / 100] / 1e3);
  }

  private static void gate() {
    try (Board board = Board.create(256, RuntimeDirectory.ofThisJvm())) {
      for (int cells = 0; cells < 256; cells = 4 * cells + 3) {
        System.out.printf("gate, %d processes %.0f ns%n", cells, gateNanos(board, cells));
      }
    }
  }

  private static double gateNanos(Board board, int cells) {
    for (int i = 0; i < cells; i++) {
      board.allocate();
    }
    int count = 1_000_000;
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      if (board.gate().startSpinning()) {
        board.gate().stopSpinning();
      }
    }
    double nanos = (double) (System.nanoTime() - start) / count;
    for (int i = 1; i <= cells; i++) {
      board.free(i);
    }
    return nanos;
  }

  private static void raw(int bytes, int count) throws Exception {
    Path path = Files.createTempDirectory("raw").resolve("s");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(path));
      Process child = java("raw", path.toString(), "" + bytes);
      SocketChannel channel = server.accept();
      ByteBuffer buffer = ByteBuffer.allocateDirect(bytes);
      print("raw socket, " + bytes + " B", count, () -> {
        channel.write(buffer.clear());
        readFully(channel, buffer.clear());
      });
      channel.close();
      child.waitFor();
    }
    Files.delete(path);
    Files.delete(path.getParent());
  }

  private static void rawEcho(String path, int bytes) throws Exception {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      ByteBuffer buffer = ByteBuffer.allocateDirect(bytes);
      while (readFully(channel, buffer.clear())) {
        channel.write(buffer.flip());
      }
    }
  }

  private static boolean readFully(SocketChannel channel, ByteBuffer buffer) throws Exception {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        return false;
      }
    }
    return true;
  }

  private static void echo(String[] args) throws Exception {
    Board board = Board.open(Path.of(args[2]), Integer.parseInt(args[3]));
    Link link =
        Links.connect(args[1], Credentials.invited(RuntimeId.create(), 1, KEY), board.gate());
    link.start(new Echo(link));
    link.closed().toCompletableFuture().get();
  }

  private static Process java(String... args) throws Exception {
    String[] command = new String[4 + args.length];
    command[0] = ProcessHandle.current().info().command().orElseThrow();
    command[1] = "-cp";
    command[2] = System.getProperty("java.class.path");
    command[3] = LinkFigures.class.getName();
    System.arraycopy(args, 0, command, 4, args.length);
    return new ProcessBuilder(command).inheritIO().start();
  }

  private static Frame frame(long correlation, int bytes) {
    Task task = Task.newBuilder()
        .setId(1)
        .setArguments(ByteString.copyFrom(new byte[bytes]))
        .build();
    return Frame.newBuilder()
        .setCorrelation(correlation)
        .setPool(PoolFrame.newBuilder().setTasks(TaskBatch.newBuilder().addTasks(task)))
        .build();
  }

  private static final class Counter implements FrameHandler {
    private final Semaphore arrived = new Semaphore(0);

    @Override
    public void onFrame(Frame frame) {
      arrived.release();
    }

    @Override
    public void onClosed(@Nullable Throwable cause) {
      System.out.println("closed: " + cause);
    }
  }

  /** Sends back what has a correlation. */
  private static final class Echo implements FrameHandler {
    private final Link link;

    Echo(Link link) {
      this.link = link;
    }

    @Override
    public void onFrame(Frame frame) {
      if (frame.getCorrelation() != 0) {
        link.send(frame);
      }
    }

    @Override
    public void onClosed(@Nullable Throwable cause) {}
  }
}
