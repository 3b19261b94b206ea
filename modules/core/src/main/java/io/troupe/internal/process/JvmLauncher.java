package io.troupe.internal.process;

import com.google.protobuf.ByteString;
import io.troupe.ProcessStartException;
import io.troupe.internal.board.Board;
import io.troupe.internal.board.Cell;
import io.troupe.internal.directory.RuntimeDirectory;
import io.troupe.internal.link.Link;
import io.troupe.internal.link.handshake.Hmac;
import io.troupe.internal.link.transport.Routes;
import io.troupe.internal.log.Log;
import io.troupe.internal.logs.host.LogStream;
import io.troupe.internal.object.Objects;
import io.troupe.internal.process.child.ChildProcess;
import io.troupe.internal.process.child.EndWatch;
import io.troupe.internal.process.child.ExitReport;
import io.troupe.internal.process.child.ProcessActor;
import io.troupe.internal.process.child.StartWatch;
import io.troupe.internal.process.launch.BootCommand;
import io.troupe.internal.process.launch.BootInput;
import io.troupe.internal.process.launch.ChildSpec;
import io.troupe.internal.process.launch.ExitDuties;
import io.troupe.internal.process.launch.HeadStart;
import io.troupe.internal.process.launch.JvmStarter;
import io.troupe.internal.system.ActorThreads;
import io.troupe.internal.system.Actors;
import io.troupe.internal.system.LocalActor;
import io.troupe.proto.BootRecord;
import io.troupe.spi.ProcessSite;
import io.troupe.spi.SiteProcess;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Starts one JVM and puts together all that belongs to it. Thread-safe. */
final class JvmLauncher {
  private static final Log log = Log.of(JvmLauncher.class);

  private final AtomicLong incarnations = new AtomicLong();
  private final Duration patience = StartWatch.patience();
  private final Actors actors;
  private final ScheduledExecutorService timer;
  private final Objects objects;
  private final Premises premises;
  private final JvmStarter starter;
  private final @Nullable HeadStart first;

  JvmLauncher(
      Actors actors,
      ScheduledExecutorService timer,
      Objects objects,
      Premises premises,
      JvmStarter starter,
      @Nullable HeadStart first) {
    this.actors = actors;
    this.timer = timer;
    this.objects = objects;
    this.premises = premises;
    this.starter = starter;
    this.first = first;
  }

  ChildProcess launch(ChildSpec spec, String name) {
    return spec.site() == null ? launchHere(spec, name) : launchAt(spec.site(), spec, name);
  }

  private ChildProcess launchHere(ChildSpec spec, String name) {
    Process jvm = start(spec); // boots while the rest is made, and waits for its record
    try {
      return assemble(spec, name, jvm);
    } catch (OutOfMemoryError e) {
      jvm.destroyForcibly(); // most likely there are as many threads as this user may have
      throw new ProcessStartException("a JVM was started, and killed: " + e.getMessage(), e);
    } catch (RuntimeException | Error e) {
      jvm.destroyForcibly();
      throw e;
    }
  }

  private ChildProcess assemble(ChildSpec spec, String name, Process jvm) {
    Board board = premises.board();
    requireDirectory(board);
    long incarnation = incarnations.incrementAndGet();
    byte[] key = Hmac.newKey();
    int cell = board.allocate();
    CompletionStage<Link> linked = premises.server().expect(incarnation, key);
    LogStream logs = logs(spec, name, jvm);
    ChildProcess child = assemble(incarnation, spec, name, jvm, board.cell(cell), logs);
    child.exited().runAfterBoth(jvm.onExit(), () -> cleanUp(child, cell));
    linked.thenAccept(link -> child.attach(objects, link));
    tell(jvm, bootRecord(incarnation, key, cell, spec, logs));
    return child;
  }

  /** Its board and its log are there; what it is to be comes over its link. */
  private ChildProcess launchAt(ProcessSite site, ChildSpec spec, String name) {
    long incarnation = incarnations.incrementAndGet();
    byte[] key = Hmac.newKey();
    CompletionStage<Link> linked = premises.server().expect(incarnation, key);
    SiteProcess jvm;
    try {
      jvm = site.start(order(spec, name, record(incarnation, key, spec, null).build()));
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      premises.server().forget(incarnation);
      throw notStarted(site, e);
    }
    ChildProcess child = assemble(incarnation, spec, name, jvm, new SiteCell(jvm), null);
    child.exited().thenRun(() -> premises.server().forget(incarnation));
    jvm.onExit().thenRun(() -> endLinkOfLost(jvm, linked));
    linked.thenAccept(link -> child.attach(objects, link));
    return child;
  }

  /** Nothing else ends it where the node is stopped, or its machine is gone. */
  private static void endLinkOfLost(SiteProcess jvm, CompletionStage<Link> linked) {
    if (jvm.lostNode().isPresent()) {
      linked.thenAccept(Link::close);
    }
  }

  private static ProcessStartException notStarted(ProcessSite site, Throwable reason) {
    if (reason instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    return reason instanceof ProcessStartException known
        ? known
        : new ProcessStartException(
            "cannot start a JVM at " + site + ": " + reason.getMessage(), reason);
  }

  private ProcessSite.Order order(ChildSpec spec, String name, BootRecord boot) {
    return new ProcessSite.Order(
        name,
        starter.command().optionsElsewhere(spec),
        BootCommand.addedClassPath(spec),
        spec.environment(),
        Optional.ofNullable(spec.directory()),
        boot.toByteArray());
  }

  /**
   * Without room for it the process starts all the same, and its log goes where it would go
   * without.
   */
  private @Nullable LogStream logs(ChildSpec spec, String name, Process jvm) {
    if (spec.logs() == null) {
      return null;
    }
    try {
      LogStream logs = premises.logs().open(jvm.pid());
      logs.belongTo(name, spec.logs());
      return logs;
    } catch (IOException e) {
      log.warn("The log of {} does not come here: {}", name, e.getMessage());
      return null;
    }
  }

  // A cleaner of temporary files knows no locks, nor does a session manager that tidies up.
  private static void requireDirectory(Board board) {
    if (!Files.exists(board.path())) {
      throw new ProcessStartException(board.path().getParent()
          + " was deleted although this program uses it, for instance by a cleaner of temporary files or at the end"
          + " of a login session (RemoveIPC of systemd): start the program again");
    }
  }

  private Process start(ChildSpec spec) {
    Process ahead = first == null ? null : first.take(spec);
    return ahead != null ? ahead : starter.start(spec);
  }

  private ChildProcess assemble(
      long incarnation,
      ChildSpec spec,
      String name,
      Process jvm,
      Cell cell,
      @Nullable LogStream logs) {
    CompletableFuture<ExitReport> exited = new CompletableFuture<>();
    LocalActor<ProcessActor.Command> actor = actors.spawn(
        "process", ActorThreads.CALLERS, self -> new ProcessActor(self, exited::complete));
    ChildProcess child = new ChildProcess(
        incarnation,
        spec,
        starter.command().charsets(spec),
        name,
        jvm,
        cell,
        lastFile(incarnation),
        logs,
        actor,
        exited);
    actor.tell(new ProcessActor.Started(child));
    watch(child, actor);
    if (logs != null) {
      jvm.onExit().thenRun(() -> premises.logs().release(logs));
    }
    return child;
  }

  /**
   * The end of its output is the first sign of a process's end, and its thread is free to wait for
   * the rest.
   */
  private void watch(ChildProcess child, LocalActor<ProcessActor.Command> actor) {
    Runnable ended = () -> {
      child.awaitLogs();
      actor.tell(new ProcessActor.Ended(child.status()));
    };
    child.output().ended().thenRun(() -> {
      actor.tell(ProcessActor.OutputRead.INSTANCE);
      new EndWatch(child, ended).run();
    });
    child.jvm().onExit().thenRun(ended);
    StartWatch.begin(child, timer, patience);
  }

  /** When the system has reaped it, which may be a moment after its end. */
  private void cleanUp(ChildProcess child, int cell) {
    premises.board().free(cell);
    premises.server().forget(child.incarnation());
    child.lastFile().delete(); // still there if it was killed
    RuntimeDirectory.sweepAfter(child.pid());
  }

  private BootRecord bootRecord(
      long incarnation, byte[] key, int cell, ChildSpec spec, @Nullable LogStream logs) {
    return record(incarnation, key, spec, logs)
        .setBoard(premises.board().path().toString())
        .setCell(cell)
        .setLastFile(endsWithHooks(spec) ? lastFile(incarnation).getPath() : "")
        .setRouting(Routes.forChildren())
        .build();
  }

  /** What is the same wherever it runs. */
  private BootRecord.Builder record(
      long incarnation, byte[] key, ChildSpec spec, @Nullable LogStream logs) {
    return BootRecord.newBuilder()
        .setAddress(premises.server().localAddress())
        .setProcess(incarnation)
        .setKey(ByteString.copyFrom(key))
        .setHostRuntime(objects.id())
        .setHostPid(ProcessHandle.current().pid())
        .addAllProperties(
            starter.command().properties().besides(spec, logs == null ? null : logs.file()));
  }

  /** What a launcher adds, be it of the process or of the whole program, is not known here. */
  private boolean endsWithHooks(ChildSpec spec) {
    return starter.startsLocally(spec) && ExitDuties.isFree(spec);
  }

  private File lastFile(long incarnation) {
    return premises.board().path().resolveSibling("last-" + incarnation).toFile();
  }

  private static void tell(Process jvm, BootRecord boot) {
    try (OutputStream in = jvm.getOutputStream()) {
      BootInput.write(boot, in);
    } catch (IOException e) {
      // It died at once, for instance of a wrong option; how, its exit report says.
      log.debug("pid {} does not read: {}", jvm.pid(), e.toString());
    }
  }
}
