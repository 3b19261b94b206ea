package io.troupe.benchmarks;

import static io.troupe.benchmarks.Benchmark.againstBaseline;
import static io.troupe.benchmarks.Benchmark.againstCPython;
import static io.troupe.benchmarks.Benchmark.alone;
import static io.troupe.benchmarks.Goal.atMost;
import static io.troupe.benchmarks.Goal.speedup;
import static io.troupe.benchmarks.Unit.BYTES;
import static io.troupe.benchmarks.Unit.MICROSECONDS;
import static io.troupe.benchmarks.Unit.MILLISECONDS;
import static io.troupe.benchmarks.Unit.PER_SECOND;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What can be compared, and what it must reach. A bound on a time in parts of CPython's, such as
 * 0.4, is a speedup of 1 / 0.4.
 */
final class Benchmarks {
  private static final double MEGABYTE = 1e6;

  private static final List<Benchmark> ALL = List.of(
      againstCPython(
          "program.hello",
          "a whole program: a pool of four and a map of three; CPython spawns",
          MILLISECONDS,
          1,
          speedup(1 / 2.0, 1),
          () -> new ProgramRun("hello")),
      againstCPython(
          "program.hello.fork",
          "the same; CPython forks",
          MILLISECONDS,
          1,
          speedup(0, 1),
          () -> new ProgramRun("hello")),
      againstCPython(
          "program.naps",
          "a whole program: a pool of four and eight tasks that sleep 0.2 s; CPython spawns",
          MILLISECONDS,
          1,
          speedup(1 / 2.0, 1),
          () -> new ProgramRun("naps")),
      againstCPython(
          "program.naps.fork",
          "the same; CPython forks",
          MILLISECONDS,
          1,
          speedup(0, 1),
          () -> new ProgramRun("naps")),
      againstCPython(
          "program.map",
          "a whole program: a pool of two and a map over a million ints; CPython spawns",
          MILLISECONDS,
          1,
          speedup(1 / 2.0, 1),
          () -> new ProgramRun("map")),
      againstCPython(
          "program.map.fork",
          "the same; CPython forks",
          MILLISECONDS,
          1,
          speedup(0, 1),
          () -> new ProgramRun("map")),
      againstCPython(
          "program.apply",
          "a whole program: a pool of two and 3 000 calls, one after the other; CPython spawns",
          MILLISECONDS,
          1,
          speedup(1 / 2.0, 1),
          () -> new ProgramRun("apply")),
      againstCPython(
          "program.apply.fork",
          "the same; CPython forks",
          MILLISECONDS,
          1,
          speedup(0, 1),
          () -> new ProgramRun("apply")),
      againstCPython(
          "program.queue",
          "a whole program: a child drains 100 000 items of 100 B; CPython spawns",
          MILLISECONDS,
          1,
          speedup(1 / 2.0, 1),
          () -> new ProgramRun("queue")),
      againstCPython(
          "program.queue.fork",
          "the same; CPython forks",
          MILLISECONDS,
          1,
          speedup(0, 1),
          () -> new ProgramRun("queue")),
      againstCPython(
          "program.processes",
          "a whole program: 20 processes, one after the other; CPython spawns",
          MILLISECONDS,
          1,
          speedup(1 / 1.5, 1 / 0.7),
          () -> new ProgramRun("processes")),
      againstCPython(
          "program.processes.fork",
          "the same; CPython forks",
          MILLISECONDS,
          1,
          speedup(0, 1),
          () -> new ProgramRun("processes")),
      againstCPython(
          "program.dict",
          "a whole program: a manager and 5 000 puts; CPython spawns",
          MILLISECONDS,
          1,
          speedup(1 / 2.0, 1),
          () -> new ProgramRun("dict")),
      againstCPython(
          "program.dict.fork",
          "the same; CPython forks",
          MILLISECONDS,
          1,
          speedup(0, 1),
          () -> new ProgramRun("dict")),
      againstCPython(
          "process.start.spare",
          "start and join a process, from a spare; CPython forks",
          MILLISECONDS,
          10,
          speedup(1 / 3.0, 1),
          ProcessStart::fromSpare),
      againstCPython(
          "process.start.cold",
          "start and join a process that boots first; CPython spawns",
          MILLISECONDS,
          5,
          speedup(1 / 6.0, 1 / 2.0),
          ProcessStart::cold),
      againstCPython(
          "pool.apply",
          "a call and its result, one after the other",
          MICROSECONDS,
          5_000,
          speedup(1 / 0.4, 1 / 0.12),
          () -> new PoolCalls(PoolCalls::apply)),
      againstCPython(
          "pool.applyAsync",
          "calls that wait for each other's results at the end only",
          PER_SECOND,
          50_000,
          speedup(8, 20),
          () -> new PoolCalls(PoolCalls::applyAsync)),
      againstCPython(
          "pool.map.chunk1",
          "a map with a task an item",
          PER_SECOND,
          50_000,
          speedup(5, 15),
          () -> new PoolCalls(PoolCalls::mapOneByOne)),
      againstCPython(
          "pool.map",
          "a map with the default chunks, int to int",
          PER_SECOND,
          1_000_000,
          speedup(1, 3),
          () -> new PoolCalls(PoolCalls::map)),
      againstCPython(
          "pool.imapUnordered",
          "results as they come, a task an item",
          PER_SECOND,
          50_000,
          speedup(5, 15),
          () -> new PoolCalls(PoolCalls::imapUnordered)),
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
          () -> ManagerClients.eight(ManagedWork.CALL)),
      againstBaseline(
          "pool.cpu",
          "tasks that compute for milliseconds, in processes; against threads of one JVM",
          PER_SECOND,
          400,
          speedup(0.85, 0.97),
          CpuBound::inProcesses,
          CpuBound::inThreads),
      againstCPython(
          "pipe.rtt.100",
          "100 bytes through a pipe to another process and back",
          MICROSECONDS,
          20_000,
          speedup(1 / 0.7, 1 / 0.25),
          Meetings::smallMessages),
      againstCPython(
          "pipe.rtt.1m",
          "a megabyte through a pipe to another process and back",
          MICROSECONDS,
          100,
          speedup(1 / 0.5, 1 / 0.15),
          Meetings::largeMessages),
      againstCPython(
          "lock.uncontended",
          "acquire and release a lock that nobody else wants",
          PER_SECOND,
          5_000_000,
          speedup(2, 10),
          LockCycles::uncontended),
      againstCPython(
          "lock.contended",
          "increments under a lock by two processes at once",
          PER_SECOND,
          200_000,
          speedup(1, 3),
          LockCycles::contended),
      againstCPython(
          "value.increment",
          "increments of a shared number under its lock",
          PER_SECOND,
          1_000_000,
          speedup(8, 50),
          LockCycles::increments),
      againstCPython(
          "event.wake",
          "two processes that wake each other by events, there and back",
          MICROSECONDS,
          2_000,
          speedup(1, 3),
          Meetings::events),
      againstCPython(
          "barrier",
          "two processes that meet at a barrier",
          MICROSECONDS,
          2_000,
          speedup(1, 3),
          Meetings::barrier),
      alone(
          "pool.kill",
          "cancel an endless loop, until the pool's only slot has done the next task",
          MILLISECONDS,
          3,
          atMost(300, 50),
          Kill::new),
      againstCPython(
          "queue.100",
          "items of 100 bytes, from a child process to this one",
          PER_SECOND,
          200_000,
          speedup(2, 6),
          () -> new QueueFlow(100)),
      againstCPython(
          "queue.10k",
          "items of 10 kB, from a child process to this one",
          PER_SECOND,
          50_000,
          speedup(1.5, 3),
          () -> new QueueFlow(10_000)),
      againstCPython(
          "queue.1m",
          "items of 1 MB, from a child process to this one",
          PER_SECOND,
          500,
          speedup(1, 3),
          () -> new QueueFlow(1_000_000)),
      againstCPython(
          "queue.rtt",
          "a number to a child process and back, through two queues",
          MICROSECONDS,
          20_000,
          speedup(1 / 0.7, 1 / 0.3),
          QueueRoundTrip::new),
      againstCPython(
          "subprocess.run",
          "a program of the system that does nothing, from start to end",
          MICROSECONDS,
          100,
          speedup(1 / 3.0, 1),
          OtherPrograms::nothing),
      againstCPython(
          "subprocess.communicate.1m",
          "a megabyte to a program of the system and back",
          MICROSECONDS,
          50,
          speedup(1 / 2.0, 1),
          OtherPrograms::megabyte),
      againstCPython(
          "log.burst",
          "log lines of four processes at once, formatted and written here; CPython by QueueHandler and QueueListener",
          PER_SECOND,
          100_000,
          speedup(1, 3),
          LogBurst::new),
      againstCPython(
          "ps.all",
          "the cheap facts of all processes, of which there are 500; against psutil, or ps where it is not installed",
          MILLISECONDS,
          10,
          speedup(1 / 2.0, 1),
          ProcessListing::new),
      againstBaseline(
          "actor.ask",
          "100 bytes to an actor in another process and back; against the same through a pipe",
          MICROSECONDS,
          20_000,
          speedup(1 / 1.3, 1),
          ActorWork::ask,
          Meetings::smallMessages),
      alone(
          "actor.tell",
          "100 bytes to an actor in another process",
          MICROSECONDS,
          300_000,
          atMost(1, 0.5),
          ActorWork::tell),
      alone(
          "actor.spawn",
          "an actor in a process that runs, until its behaviour is made",
          MICROSECONDS,
          2_000,
          atMost(500, 100),
          ActorStarts::inProcess),
      alone(
          "actor.process",
          "an actor in a process of its own, from a spare, until its behaviour is made",
          MILLISECONDS,
          2,
          atMost(1_000, 250),
          ActorStarts::inSpare),
      alone(
          "memory.worker",
          "resident memory of an idle worker, the largest of the pool's",
          BYTES,
          1,
          atMost(90 * MEGABYTE, 50 * MEGABYTE),
          WorkerMemory::new));

  private Benchmarks() {}

  static List<Benchmark> all() {
    return ALL;
  }

  /**
   * Returns the benchmarks with these names or in these groups; all for none.
   *
   * @param peers whether those against peers are among them
   * @throws IllegalArgumentException if one is not known
   */
  static List<Benchmark> select(List<String> selectors, boolean peers) {
    List<Benchmark> all = new ArrayList<>(ALL);
    if (peers) {
      all.addAll(Peers.all());
    }
    if (selectors.isEmpty()) {
      return all;
    }
    Set<Benchmark> selected = new LinkedHashSet<>();
    selectors.forEach(selector -> selected.addAll(select(all, selector)));
    return new ArrayList<>(selected);
  }

  /** A name that is also a group, such as {@code pool.map}, means that one. */
  private static List<Benchmark> select(List<Benchmark> all, String selector) {
    List<Benchmark> named =
        all.stream().filter(each -> each.name().equals(selector)).toList();
    List<Benchmark> found =
        named.isEmpty() ? all.stream().filter(each -> each.isIn(selector)).toList() : named;
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "there is no benchmark '" + selector + "'; --list names all");
    }
    return found;
  }
}
