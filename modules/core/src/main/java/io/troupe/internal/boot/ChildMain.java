package io.troupe.internal.boot;

import static java.util.Objects.requireNonNull;

import io.troupe.TroupeException;
import io.troupe.internal.board.Board;
import io.troupe.internal.board.Cell;
import io.troupe.internal.code.remote.HostProgram;
import io.troupe.internal.directory.SocketDirectory;
import io.troupe.internal.link.Link;
import io.troupe.internal.link.LinkClosedException;
import io.troupe.internal.link.Links;
import io.troupe.internal.link.handshake.Credentials;
import io.troupe.internal.link.transport.Routes;
import io.troupe.internal.log.Log;
import io.troupe.internal.logs.LogProperties;
import io.troupe.internal.logs.child.ChildLogs;
import io.troupe.internal.process.Self;
import io.troupe.internal.process.launch.BootInput;
import io.troupe.internal.runtime.TroupeRuntime;
import io.troupe.internal.wait.Cores;
import io.troupe.internal.wait.CpuGate;
import io.troupe.internal.worker.ChildContext;
import io.troupe.proto.BootRecord;
import io.troupe.proto.Frame;
import io.troupe.proto.LogsWaiting;
import io.troupe.proto.Ready;
import io.troupe.proto.SystemProperty;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The main class of a process: reads its boot record, links itself to its host, waits to be told
 * what to be, and is that. It never runs the program's own {@code main}.
 */
public final class ChildMain {
  private static final Log log = Log.of(ChildMain.class);

  /** A process that has no work by then is a spare, or its host is busy. */
  private static final long PATIENCE_MILLIS = 300;

  private ChildMain() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Preparation.begin();
    BootRecord boot = readBootRecord(System.in);
    for (SystemProperty property : boot.getPropertiesList()) {
      System.setProperty(property.getName(), property.getValue());
    }
    try {
      HostWatch.start(boot);
      live(boot, null);
    } catch (TroupeException | LinkageError | OutOfMemoryError e) { // perhaps for lack of threads
      System.err.println(
          "This process cannot start: " + e); // a line for its host, which says it to the program
      System.exit(1);
    }
  }

  /**
   * Is the process that {@code boot} says, from linking to exit.
   *
   * @param training what to do, in place of the rehearsal, while this process has no work; null for
   *     the rehearsal, of which nothing is loaded before it begins
   */
  static void live(BootRecord boot, @Nullable Consumer<ChildContext> training)
      throws InterruptedException {
    boolean hasLastFile = LastFile.create(boot.getLastFile());
    Path shared = Path.of(boot.getBoard());
    Board board = Board.open(shared, boot.getCell());
    SocketDirectory.useThatOfHost(requireNonNull(shared.getParent()));
    Cores.share(board.gate());
    Credentials credentials = Credentials.invited(
        TroupeRuntime.currentId(), boot.getProcess(), boot.getKey().toByteArray());
    Routes.use(boot.getRouting());
    Link link = Links.connect(boot.getAddress(), credentials, board.gate());
    Self.linked();
    if (System.getProperty(LogProperties.MEMORY) != null) {
      ChildLogs.begin(() -> sendLogsWaiting(link));
    }
    TerminalSignals.ignoreInterrupt();
    HostFrames frames = new HostFrames(link, new InterruptibleMain());
    TroupeRuntime runtime = TroupeRuntime.current();
    runtime.objects().withHost(link, boot.getHostRuntime(), boot.getHostPid(), frames);
    HostProgram.ask(runtime.objects());
    Exit.installHook(link, hasLastFile);
    ChildContext context = context(runtime, link, board.cell(boot.getCell()), board.gate());
    Exit.noteIdle(Descriptors.now());
    sendReady(link, false);
    Assignment assignment = frames.assignmentWithin(PATIENCE_MILLIS);
    if (assignment == null) {
      rehearse(context, training);
      assignment = frames.assignment();
    }
    Exit.with(assignment.run(context));
  }

  /** On another thread, for work may come meanwhile. */
  private static void rehearse(ChildContext context, @Nullable Consumer<ChildContext> training) {
    Runnable work = () -> {
      try {
        if (training == null) {
          Improvisation.run(context);
        } else {
          training.accept(context);
        }
      } catch (RuntimeException e) {
        log.warn("What the first work needs could not be loaded beforehand", e);
      }
      sendReady(context.link(), true);
    };
    Thread thread = new Thread(work, "troupe-rehearsal");
    thread.setDaemon(true);
    thread.start();
  }

  private static void sendReady(Link link, boolean rehearsed) {
    Ready.Builder ready =
        Ready.newBuilder().setPid(ProcessHandle.current().pid()).setRehearsed(rehearsed);
    send(link, Frame.newBuilder().setReady(ready).build());
  }

  private static void sendLogsWaiting(Link link) {
    LogsWaiting waiting = LogsWaiting.getDefaultInstance();
    send(link, Frame.newBuilder().setLogsWaiting(waiting).build());
  }

  private static void send(Link link, Frame frame) {
    try {
      link.sendControl(frame);
      link.flush();
    } catch (LinkClosedException e) {
      log.debug("Ended meanwhile: {}", e.getMessage());
    }
  }

  static BootRecord readBootRecord(InputStream in) throws IOException {
    BootRecord boot = BootInput.read(in);
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
