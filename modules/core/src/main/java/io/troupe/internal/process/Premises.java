package io.troupe.internal.process;

import io.troupe.internal.board.Board;
import io.troupe.internal.directory.RuntimeDirectory;
import io.troupe.internal.directory.SocketDirectory;
import io.troupe.internal.link.LinkServer;
import io.troupe.internal.link.handshake.RuntimeId;
import io.troupe.internal.log.Log;
import io.troupe.internal.logs.host.LogCollector;
import io.troupe.internal.wait.Cores;
import io.troupe.internal.wait.CpuGate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a runtime has for others: a private directory and a board that it shares with its children,
 * and the socket where links are made. Each is made when it is first needed, which for a host is
 * while its first child already boots. Thread-safe.
 */
public final class Premises implements AutoCloseable {
  private static final Log log = Log.of(Premises.class);

  private final RuntimeId id;
  private final Supplier<RuntimeDirectory> makeDirectory;
  private final Supplier<SocketDirectory> sockets;
  private final Gate gate = new Gate();

  // Guarded by this.
  private boolean closed;
  private @Nullable RuntimeDirectory directory;
  private @Nullable Board board;
  private @Nullable LinkServer server;
  private @Nullable LogCollector logs;

  /**
   * @param id that of the runtime
   * @param directory makes the directory
   * @param sockets says where the socket is made
   */
  public Premises(
      RuntimeId id, Supplier<RuntimeDirectory> directory, Supplier<SocketDirectory> sockets) {
    this.id = id;
    this.makeDirectory = directory;
    this.sockets = sockets;
  }

  /** Begins to make all of it on a thread of its own, beside what else the first child needs. */
  public void prepare() {
    Thread maker = new Thread(this::makeAll, "troupe-premises");
    maker.setDaemon(true);
    try {
      maker.start();
    } catch (OutOfMemoryError e) { // no more threads
      log.debug("Not prepared", e);
    }
  }

  private synchronized void makeAll() {
    try {
      if (!closed) {
        board();
        server();
      }
    } catch (RuntimeException
        | OutOfMemoryError e) { // again for the one that needs it, and is told why
      log.debug("Not prepared", e);
    }
  }

  /** Returns the directory. */
  public synchronized RuntimeDirectory directory() {
    if (directory == null) {
      directory = makeDirectory.get();
    }
    return directory;
  }

  /** Returns the board. */
  public synchronized Board board() {
    if (board == null) {
      board = Board.create(Board.CELLS, directory());
      Cores.share(board.gate()); // the cores are the machine's, whichever runtime counts them
      gate.board = board.gate();
    }
    return board;
  }

  /** Returns the socket. In a child its readers count the cores by the board of its host. */
  public synchronized LinkServer server() {
    if (server == null) {
      CpuGate cpu = Cores.areShared() ? Cores.gate() : board().gate();
      server = LinkServer.open(id, cpu, sockets.get());
    }
    return server;
  }

  /** Returns what reads the logs of the processes that hand them over. */
  public synchronized LogCollector logs() {
    if (logs == null) {
      logs = new LogCollector(directory());
    }
    return logs;
  }

  /** Returns the gate of the board, which is closed until there is one. */
  public CpuGate gate() {
    return gate;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (logs != null) {
      logs.close();
    }
    if (server != null) {
      server.close();
    }
    if (board != null) {
      board.close();
    }
    if (directory != null) {
      directory.close();
    }
  }

  /** Nothing is worth spinning for before there is a board. */
  private static final class Gate implements CpuGate {
    private volatile @Nullable CpuGate board;

    @Override
    public boolean startSpinning() {
      CpuGate made = board;
      return made != null && made.startSpinning();
    }

    @Override
    public void stopSpinning() {
      CpuGate made = board;
      if (made != null) {
        made.stopSpinning();
      }
    }
  }
}
