package io.troupe.internal.boot;

import io.troupe.internal.directory.RuntimeDirectory;
import io.troupe.internal.log.Log;
import io.troupe.proto.BootRecord;
import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Ends this process when its host is gone. The end of the link says so first; this is for the host
 * that died before the link was up, and for a link that is read no more. The host lives as long as
 * it holds the lock of its directory: its pid may be used again, and its start time depends on who
 * asks.
 */
final class HostWatch extends Thread {
  /** The exit status of a process whose host is gone; nothing is left that could read it. */
  static final int HOST_GONE = 23;

  private static final Log log = Log.of(HostWatch.class);

  private static volatile @Nullable FileChannel lock;

  private final Path board;

  private HostWatch(Path board) {
    super("troupe-host-watch");
    this.board = board;
    setDaemon(true);
  }

  static void start(BootRecord boot) {
    new HostWatch(Path.of(boot.getBoard())).start();
  }

  /**
   * Ends the watch. A JVM that exits waits up to 300 ms for a thread that the system keeps waiting.
   */
  static void end() {
    FileChannel watched = lock;
    if (watched != null) {
      try {
        watched.close();
      } catch (IOException e) {
        log.debug("The exit takes a moment longer", e);
      }
    }
  }

  @Override
  public void run() {
    boolean deleted = !Files.exists(board);
    try (FileChannel watched = RuntimeDirectory.lockOfOwner(board)) {
      lock = watched;
      watched.lock(0, Long.MAX_VALUE, true); // shared with all who wait for it
    } catch (NoSuchFileException gone) {
      log.debug("{} is gone", board);
    } catch (AsynchronousCloseException stopped) {
      return;
    } catch (IOException e) {
      log.debug("The end of the link alone will say that the host is gone", e);
      return;
    }
    if (!deleted) {
      Runtime.getRuntime().halt(HOST_GONE);
    }
  }
}
