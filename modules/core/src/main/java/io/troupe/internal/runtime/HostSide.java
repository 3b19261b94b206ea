package io.troupe.internal.runtime;

import io.troupe.internal.board.Board;
import io.troupe.internal.directory.RuntimeDirectory;
import io.troupe.internal.link.LinkServer;
import io.troupe.internal.link.handshake.RuntimeId;
import io.troupe.internal.object.Objects;
import io.troupe.internal.process.Nursery;
import io.troupe.internal.process.launch.BootCommand;
import io.troupe.internal.process.launch.ClassArchive;
import io.troupe.internal.system.Actors;
import io.troupe.internal.wait.Cores;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;

/** What a JVM needs to have children: a private directory, the board and the socket in it, and the nursery. */
record HostSide(RuntimeDirectory directory, Board board, LinkServer server, Nursery nursery) {

  static HostSide create(
      RuntimeId id, Actors actors, ScheduledExecutorService timer, Objects objects) {
    RuntimeDirectory directory = RuntimeDirectory.create();
    Board board = Board.create(Board.CELLS, directory);
    Cores.share(board.gate()); // the cores are the machine's, whichever runtime counts them
    LinkServer server = LinkServer.open(id, board.gate(), directory);
    ClassArchive archive = ClassArchive.locate();
    BootCommand command = new BootCommand(archive, directory.path());
    return new HostSide(
        directory,
        board,
        server,
        new Nursery(actors, timer, objects, board, server, command, archive));
  }

  /** Closes all parts, whatever becomes of one: the end of the JVM is no place to stop half way. */
  void close() {
    List<AutoCloseable> parts = List.of(nursery::close, server, board, directory);
    parts.forEach(TroupeRuntime::closeQuietly);
  }
}
