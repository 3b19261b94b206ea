package io.troupe.internal.boot;

import io.troupe.internal.link.FrameHandler;
import io.troupe.internal.link.Link;
import io.troupe.internal.link.LinkServer;
import io.troupe.internal.link.Links;
import io.troupe.internal.runtime.Board;
import io.troupe.internal.runtime.TroupeRuntime;
import io.troupe.proto.Frame;
import io.troupe.proto.Ping;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * The main class of the JVM whose loaded classes become the class archive: does what a child does between its start and its
 * end, with a host of its own, and exits. Ends early with the JVM that wants the archive.
 */
final class Training {
  private Training() {}

  public static void main(String[] args) throws Exception {
    Thread guard = new Thread(Training::endWithHost, "troupe-guard");
    guard.setDaemon(true);
    guard.start();
    try (Board board = Board.create(2);
        LinkServer server = LinkServer.open(board.gate())) {
      exchange(server, board);
    }
    TroupeRuntime.current().system();
    Rehearsal.run();
    System.exit(0);
  }

  private static void exchange(LinkServer server, Board board) throws Exception {
    byte[] key = new byte[32];
    CountDownLatch arrived = new CountDownLatch(1);
    server.expect(1, key).thenAccept(link -> link.start(new Arrival(arrived)));
    try (Link link = Links.connect(server.address(), 1, key, board.gate())) {
      link.start(new Arrival(arrived));
      link.send(Frame.newBuilder().setPing(Ping.getDefaultInstance()).build());
      arrived.await();
    }
  }

  private static void endWithHost() {
    try {
      while (System.in.read() >= 0) {
        // nothing is ever sent
      }
      Runtime.getRuntime().halt(HostWatch.HOST_GONE);
    } catch (IOException e) {
      Runtime.getRuntime().halt(HostWatch.HOST_GONE);
    }
  }

  /** Counts the frames of the training. */
  private record Arrival(CountDownLatch arrived) implements FrameHandler {
    @Override
    public void onFrame(Frame frame) {
      arrived.countDown();
    }

    @Override
    public void onClosed(@Nullable Throwable cause) {
      // the training is over
    }
  }
}
