package io.troupe.internal.runtime;

import io.troupe.Process;
import io.troupe.WorkerInfo;
import io.troupe.internal.pool.crew.Roster;
import io.troupe.internal.process.Self;
import io.troupe.internal.process.launch.BootCommand;
import io.troupe.ps.TroupeInfo;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What this JVM knows of a process that Troupe may have started. */
public final class Workforce {
  private static final TroupeInfo NAMELESS =
      new TroupeInfo(Optional.empty(), Optional.empty(), Optional.empty());

  private Workforce() {}

  /**
   * Returns what is known; empty if it is none of Troupe's.
   *
   * @param command of the process, asked for where nothing else tells
   */
  public static Optional<TroupeInfo> find(long pid, Supplier<List<String>> command) {
    return self(pid)
        .or(() -> TroupeRuntime.isStarted() ? own(TroupeRuntime.current(), pid) : Optional.empty())
        .or(() -> command.get().stream().anyMatch(word -> word.endsWith(BootCommand.MAIN_CLASS))
            ? Optional.of(NAMELESS)
            : Optional.empty());
  }

  private static Optional<TroupeInfo> self(long pid) {
    return Self.isChild() && pid == ProcessHandle.current().pid()
        ? Optional.of(named(Self.identity().getName()))
        : Optional.empty();
  }

  private static TroupeInfo named(String name) {
    return new TroupeInfo(Optional.of(name), Optional.empty(), Optional.empty());
  }

  private static Optional<TroupeInfo> own(TroupeRuntime runtime, long pid) {
    return runtime
        .rosters()
        .flatMap(roster -> roster.workerWith(pid).map(info -> worker(roster, info)).stream())
        .findFirst()
        .or(() -> process(runtime, pid));
  }

  private static TroupeInfo worker(Roster roster, WorkerInfo info) {
    return new TroupeInfo(Optional.of(info.name()), Optional.of(roster.name()), Optional.of(info));
  }

  private static Optional<TroupeInfo> process(TroupeRuntime runtime, long pid) {
    return pid == ProcessHandle.current().pid() // also that of processes that are threads
        ? Optional.empty()
        : runtime.processes().alive().stream()
            .filter(each -> each.pid() == pid)
            .map(Process::name)
            .map(Workforce::named)
            .findFirst();
  }
}
