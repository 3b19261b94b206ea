package io.troupe.internal.process;

import io.troupe.Output;
import io.troupe.internal.board.Board;
import io.troupe.internal.directory.RuntimeDirectory;
import io.troupe.internal.process.child.Kill;
import io.troupe.internal.process.launch.BootInput;
import io.troupe.internal.process.launch.ChildSpec;
import io.troupe.internal.process.launch.JvmShare;
import io.troupe.internal.process.launch.JvmStarter;
import io.troupe.proto.BootRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Starts JVMs for runtimes elsewhere. For the system they are children of this one, which lends
 * them a cell of its board and ends them with itself; in all else they are of the runtime that they
 * link themselves to. Thread-safe.
 */
public final class Lodgings {
  private final Premises premises;
  private final JvmStarter starter;

  public Lodgings(Premises premises, JvmStarter starter) {
    this.premises = premises;
    this.starter = starter;
    Kill.prepare();
  }

  /**
   * Starts a JVM.
   *
   * @param options of the command line, with all of the class path but Troupe itself
   * @param environment what is added to that of this JVM
   * @param directory its working directory; null for that of this JVM
   * @param share what it may have of this machine, where its options do not say so
   * @param boot what it is to know; its board is filled in
   * @throws io.troupe.ProcessStartException if the system does not start it
   */
  public Lodger start(
      List<String> options,
      Map<String, String> environment,
      @Nullable Path directory,
      JvmShare share,
      BootRecord boot) {
    ChildSpec spec = share.applyTo(
        new ChildSpec(options, environment, directory, null, null, null, Output.INHERITED, null));
    Board board = premises.board();
    int cell = board.allocate();
    try {
      Process jvm = starter.startGuest(spec);
      jvm.onExit().thenRun(() -> RuntimeDirectory.sweepAfter(jvm.pid()));
      tell(jvm, boot.toBuilder().setBoard(board.path().toString()).setCell(cell).build());
      return new Lodger(jvm, board.cell(cell), () -> board.free(cell));
    } catch (RuntimeException | Error e) {
      board.free(cell);
      throw e;
    }
  }

  private static void tell(Process jvm, BootRecord boot) {
    try (OutputStream in = jvm.getOutputStream()) {
      BootInput.write(boot, in);
    } catch (IOException e) {
      jvm.destroyForcibly(); // it died at once; its exit says how
    }
  }
}
