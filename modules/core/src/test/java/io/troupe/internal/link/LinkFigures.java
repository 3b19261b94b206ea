package io.troupe.internal.link;

import com.google.protobuf.ByteString;
import io.troupe.internal.runtime.Board;
import io.troupe.proto.Frame;
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
  private static final byte[] KEY = new byte[HandshakeMac.KEY];

  private LinkFigures() {}

  /** Without arguments the host's side, which starts the other one. */
  public static void main(String[] args) throws Exception {
    switch (args.length == 0 ? "host" : args[0]) {
      case "echo" -> echo(args);
      case "raw" -> rawEcho(args[1]);
      default -> host();
    }
  }

  private static void host() throws Exception {
    raw();
    try (Board board = Board.create(16);
        LinkServer server = LinkServer.open(board.gate())) {
      var stage = server.expect(1, KEY);
      Process child =
          java("echo", server.address(), board.path().toString(), "" + board.allocate());
      Link link = stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
      Counter counter = new Counter();
      link.start(counter);
      for (int round = 0; round < ROUNDS; round++) {
        System.out.printf("round %d%n", round);
        roundTrips("round trip 100 B", link, counter, frame(1, 100), 50_000);
        roundTrips("round trip 10 kB", link, counter, frame(1, 10_000), 20_000);
        roundTrips("round trip 1 MB", link, counter, frame(1, 1_000_000), 1_000);
        oneWay("one way 100 B", link, counter, frame(0, 100), 2_000_000, 1);
        oneWay("one way 100 B, 2 senders", link, counter, frame(0, 100), 2_000_000, 2);
        oneWay("one way 10 kB", link, counter, frame(0, 10_000), 100_000, 1);
        oneWay("one way 1 MB", link, counter, frame(0, 1_000_000), 2_000, 1);
      }
      link.close();
      child.waitFor();
    }
  }

  private static void roundTrips(String what, Link link, Counter counter, Frame frame, int count) {
    long[] nanos = new long[count];
    for (int i = 0; i < count; i++) {
      long start = System.nanoTime();
      link.send(frame);
      counter.arrived.acquireUninterruptibly();
      nanos[i] = System.nanoTime() - start;
    }
    Arrays.sort(nanos);
    System.out.printf(
        "  %-26s median %8.1f us, p99 %8.1f us%n",
        what, nanos[count / 2] / 1e3, nanos[count * 99 / 100] / 1e3);
  }

  private static void oneWay(
      String what, Link link, Counter counter, Frame frame, int count, int senders)
      throws InterruptedException {
    long start = System.nanoTime();
    Thread[] threads = new Thread[senders];
    for (int s = 0; s < senders; s++) {
      threads[s] = new Thread(() -> {
        for (int i = 0; i < count / senders; i++) {
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
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        "  %-26s %10.0f frames/s, %8.1f MB/s%n",
        what, count / seconds, count / seconds * frame.getSerializedSize() / 1e6);
  }

  private static void raw() throws Exception {
    Path path = Files.createTempDirectory("raw").resolve("s");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(path));
      Process child = java("raw", path.toString());
      SocketChannel channel = server.accept();
      ByteBuffer buffer = ByteBuffer.allocateDirect(100);
      long[] nanos = new long[100_000];
      for (int i = 0; i < nanos.length; i++) {
        long start = System.nanoTime();
        channel.write(buffer.clear());
        readFully(channel, buffer.clear());
        nanos[i] = System.nanoTime() - start;
      }
      Arrays.sort(nanos);
      System.out.printf(
          "raw blocking socket, round trip 100 B median %.1f us%n", nanos[nanos.length / 2] / 1e3);
      channel.close();
      child.waitFor();
    }
    Files.delete(path);
    Files.delete(path.getParent());
  }

  private static void rawEcho(String path) throws Exception {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      ByteBuffer buffer = ByteBuffer.allocateDirect(100);
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
    Link link = Links.connect(args[1], 1, KEY, board.gate());
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
        .setTasks(TaskBatch.newBuilder().addTasks(task))
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
