package io.troupe.benchmarks;

import static io.troupe.benchmarks.comparison.Benchmark.againstCPython;
import static io.troupe.benchmarks.comparison.Goal.speedup;
import static io.troupe.benchmarks.comparison.Unit.PER_SECOND;

import io.troupe.benchmarks.comparison.Benchmark;
import java.util.List;

/** Objects of managers, with one client and with eight. */
final class ManagerRows {
  static final List<Benchmark> ALL = List.of(
      againstCPython(
          "manager.dict.get",
          "gets of a managed dict, in a process of its own",
          PER_SECOND,
          40_000,
          speedup(1.5, 4),
          () -> ManagerClients.one(ManagedWork.DICT_GET)),
      againstCPython(
          "manager.dict.get.x8",
          "the same by eight processes at once",
          PER_SECOND,
          80_000,
          speedup(1, 4),
          () -> ManagerClients.eight(ManagedWork.DICT_GET)),
      againstCPython(
          "manager.dict.set",
          "puts into a managed dict",
          PER_SECOND,
          40_000,
          speedup(1.5, 4),
          () -> ManagerClients.one(ManagedWork.DICT_SET)),
      againstCPython(
          "manager.dict.set.x8",
          "the same by eight processes at once",
          PER_SECOND,
          80_000,
          speedup(1, 4),
          () -> ManagerClients.eight(ManagedWork.DICT_SET)),
      againstCPython(
          "manager.list.append",
          "appends to a managed list",
          PER_SECOND,
          40_000,
          speedup(1.5, 4),
          () -> ManagerClients.one(ManagedWork.LIST_APPEND)),
      againstCPython(
          "manager.list.append.x8",
          "the same by eight processes at once",
          PER_SECOND,
          80_000,
          speedup(1, 4),
          () -> ManagerClients.eight(ManagedWork.LIST_APPEND)),
      againstCPython(
          "manager.lock",
          "cycles of a managed lock that nobody else wants",
          PER_SECOND,
          40_000,
          speedup(2, 4),
          () -> ManagerClients.one(ManagedWork.LOCK)),
      againstCPython(
          "manager.lock.x8",
          "the same by eight processes at once",
          PER_SECOND,
          80_000,
          speedup(1, 4),
          () -> ManagerClients.eight(ManagedWork.LOCK)),
      againstCPython(
          "manager.call",
          "calls of an object of a type of the program's own",
          PER_SECOND,
          40_000,
          speedup(1, 4),
          () -> ManagerClients.one(ManagedWork.CALL)),
      againstCPython(
          "manager.call.x8",
          "the same by eight processes at once",
          PER_SECOND,
          80_000,
          speedup(1, 4),
          () -> ManagerClients.eight(ManagedWork.CALL)));

  private ManagerRows() {}
}
