package io.troupe.internal.boot;

import io.troupe.internal.board.Board;
import io.troupe.internal.board.Cell;
import io.troupe.internal.link.Link;
import io.troupe.internal.link.Links;
import io.troupe.internal.link.handshake.Credentials;
import io.troupe.internal.process.Self;
import io.troupe.internal.runtime.TroupeRuntime;
import io.troupe.internal.wait.Cores;
import io.troupe.internal.wait.CpuGate;
import io.troupe.internal.worker.ChildContext;
import io.troupe.proto.BootRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * The main class of a process: reads its boot record, links itself to its host, waits to be told what to be, and is that.
 * It never runs the program's own {@code main}.
 */
public final class ChildMain {
  private ChildMain() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    BootRecord boot = readBootRecord();
    HostWatch.start(boot);
    live(boot, ChildMain::rehearse);
  }

  private static void rehearse(ChildContext context) {
    Rehearsal.run(context);
    Improvisation.run(context);
  }

  /**
   * Is the process that {@code boot} says, from linking to exit.
   *
   * @param rehearsal what to do before this process calls itself ready
   */
  static void live(BootRecord boot, Consumer<ChildContext> rehearsal) throws InterruptedException {
    boolean hasLastFile = LastFile.create(boot.getLastFile());
    Board board = Board.open(Path.of(boot.getBoard()), boot.getCell());
    Cores.share(board.gate());
    Credentials credentials = Credentials.invited(
        TroupeRuntime.currentId(), boot.getProcess(), boot.getKey().toByteArray());
    Link link = Links.connect(boot.getAddress(), credentials, board.gate());
    Self.linked();
    TerminalSignals.ignoreInterrupt();
    HostFrames frames = new HostFrames(link, new InterruptibleMain());
    TroupeRuntime runtime = TroupeRuntime.current();
    runtime.objects().withHost(link, boot.getHostRuntime(), boot.getHostPid(), frames);
    Exit.installHook(link, hasLastFile);
    ChildContext context = context(runtime, link, board.cell(boot.getCell()), board.gate());
    ActorBoot.start(runtime.actors(), context, frames, rehearsal);
    Exit.with(frames.assignment().run(context));
  }

  private static BootRecord readBootRecord() throws IOException {
    BootRecord boot = BootRecord.parseDelimitedFrom(System.in);
    if (boot == null) {
      // The host died between starting this process and telling it anything.
      Runtime.getRuntime().halt(HostWatch.HOST_GONE);
      throw new IllegalStateException("halted");
    }
    System.setIn(InputStream.nullInputStream());
    StandardStreams.remember();
    return boot;
  }

  static ChildContext context(TroupeRuntime runtime, Link link, Cell cell, CpuGate cpu) {
    return new ChildContext(
        link,
        cell,
        cpu,
        runtime.objects(),
        runtime.payloads(),
        runtime.functions(),
        runtime.failures());
  }
}
