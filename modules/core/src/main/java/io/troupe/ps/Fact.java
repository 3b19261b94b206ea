package io.troupe.ps;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * The facts of a process by their names, for those who choose some: the attributes of
 * {@code psutil}'s {@code as_dict} and {@code process_iter}. {@link #toString()} is
 * {@code psutil}'s name.
 */
public enum Fact {
  PID((seen, process) -> seen.pid()),
  NAME((seen, process) -> seen.name()),
  EXE((seen, process) -> process.exe()),
  CWD((seen, process) -> process.cwd()),
  CMDLINE((seen, process) -> process.cmdline()),
  PPID((seen, process) -> seen.ppid()),
  PARENT((seen, process) -> process.parent()),
  STATUS((seen, process) -> seen.status()),
  USERNAME((seen, process) -> seen.username()),
  CREATE_TIME((seen, process) -> seen.createTime()),
  TERMINAL((seen, process) -> seen.terminal()),
  CPU_TIMES((seen, process) -> seen.cpuTimes()),
  CPU_PERCENT((seen, process) -> process.cpuPercent()),
  MEMORY_INFO((seen, process) -> seen.memory()),
  MEMORY_FULL_INFO((seen, process) -> process.memoryFullInfo()),
  MEMORY_PERCENT((seen, process) -> process.memoryPercent()),
  OPEN_FILES((seen, process) -> process.openFiles()),
  NET_CONNECTIONS((seen, process) -> process.netConnections(NetConnection.Kind.ALL)),
  NUM_THREADS((seen, process) -> seen.numThreads()),
  THREADS((seen, process) -> process.threads()),
  ENVIRON((seen, process) -> process.environ()),
  RUNNING_TIME((seen, process) -> seen.runningTime()),
  NUM_FDS((seen, process) -> process.numFds()),
  NICE((seen, process) -> seen.nice()),
  IO_COUNTERS((seen, process) -> process.ioCounters()),
  UIDS((seen, process) -> seen.uids()),
  GIDS((seen, process) -> seen.gids()),
  NUM_CTX_SWITCHES((seen, process) -> seen.switches()),
  /** What Troupe knows of its own processes; {@code psutil} has no such thing. */
  TROUPE((seen, process) -> process.troupe());

  @SuppressWarnings("ImmutableEnumChecker") // has no state: none of them captures anything
  private final BiFunction<ProcessInfo, OsProcess, Object> value;

  private final String text = name().toLowerCase(Locale.ROOT);

  Fact(BiFunction<ProcessInfo, OsProcess, Object> value) {
    this.value = value;
  }

  /** Returns the facts that are wanted, which are all if none is named. */
  static Map<Fact, Object> of(ProcessInfo seen, OsProcess process, Fact... wanted) {
    Map<Fact, Object> facts = new EnumMap<>(Fact.class);
    for (Fact fact : wanted.length == 0 ? values() : wanted) {
      facts.put(fact, fact.value.apply(seen, process));
    }
    return facts;
  }

  @Override
  public String toString() {
    return text;
  }
}
