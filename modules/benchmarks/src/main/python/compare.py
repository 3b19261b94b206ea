#!/usr/bin/env python3
"""CPython's side of the comparison: does with multiprocessing what the benchmark of the same name does with Troupe.

usage: compare.py WORKERS

The first line that it prints is Python's version. Then each line "NAME COUNT" that it reads is one round, which it
answers by "ok NANOSECONDS", with a note behind it where there is one, or "error MESSAGE". What a benchmark needs, such as a pool, stays until another one's name
comes. It ends with its standard input.
"""

import logging
import resource
import subprocess
import sys
import time
from contextlib import ExitStack
from logging.handlers import QueueHandler, QueueListener
from multiprocessing import get_context
from multiprocessing.managers import SyncManager


def nothing():
    pass


def same(item):
    return item


def square(x):
    return x * x


def nap(x):
    time.sleep(0.2)
    return x


def drain(items, count):
    taken = 0
    while items.get():
        taken += 1
    count.put(taken)


def hello(context):
    with context.Pool(4) as pool:
        assert pool.map(square, [1, 2, 3]) == [1, 4, 9]


def naps(context):
    with context.Pool(4) as pool:
        for result in [pool.apply_async(nap, (i,)) for i in range(8)]:
            result.get()


def map_million(context):
    items = [i % 1000 for i in range(1_000_000)]
    with context.Pool(2) as pool:
        assert len(pool.map(square, items)) == len(items)


def apply_many(context):
    with context.Pool(2) as pool:
        for i in range(3000):
            assert pool.apply(square, (i,)) == i * i


def drained_queue(context):
    items = context.Queue()
    taken = context.Queue()
    consumer = context.Process(target=drain, args=(items, taken))
    consumer.start()
    for _ in range(100_000):
        items.put(bytes(100))
    items.put(b"")
    assert taken.get() == 100_000
    consumer.join()


def processes(context):
    for _ in range(20):
        process = context.Process(target=nothing)
        process.start()
        process.join()


def managed_dict(context):
    with context.Manager() as manager:
        managed = manager.dict()
        for i in range(5000):
            managed[i % 100] = i
        assert len(managed) == 100


PROGRAMS = {
    "hello": hello,
    "naps": naps,
    "map": map_million,
    "apply": apply_many,
    "queue": drained_queue,
    "processes": processes,
    "dict": managed_dict,
}


class Program:
    """Runs a whole program, from the start of its interpreter to its exit."""

    def __init__(self, program_and_method, stack):
        self.command = [sys.executable, __file__, "--program", *program_and_method]

    def round(self, count):
        begin = time.perf_counter_ns()
        used = self.cpu()
        for _ in range(count):
            subprocess.run(self.command, check=True, stdin=subprocess.DEVNULL)
        nanos = time.perf_counter_ns() - begin
        self.note = f"{(self.cpu() - used) / count:.2f} s"
        return nanos

    @staticmethod
    def cpu():
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        return usage.ru_utime + usage.ru_stime


class FirstSecond:
    """Does the work of another benchmark in its first second, in a process that has done nothing before."""

    def __init__(self, name, stack):
        self.command = [sys.executable, __file__, sys.argv[1], "--first", name]

    def round(self, count):
        return int(subprocess.check_output([*self.command, str(count)], stdin=subprocess.DEVNULL))


def first_second(name, count):
    """Returns how many nanoseconds a round took."""
    with ExitStack() as stack:
        kind, way = BENCHMARKS[name]
        benchmark = kind(way, stack)
        rounds = 0
        begin = time.perf_counter_ns()
        while rounds == 0 or time.perf_counter_ns() - begin < 1_000_000_000:
            benchmark.round(count)
            rounds += 1
        return (time.perf_counter_ns() - begin) // rounds


class ProcessStart:
    """Starts processes and joins them, one after the other."""

    def __init__(self, method, stack):
        self.context = get_context(method)

    def round(self, count):
        nanos = 0
        for _ in range(count):
            begin = time.perf_counter_ns()
            process = self.context.Process(target=nothing)
            process.start()
            process.join()
            nanos += time.perf_counter_ns() - begin
            if process.exitcode != 0:
                raise ValueError(f"exit code {process.exitcode}")
        return nanos


class OtherPrograms:
    """Runs a program of the system to its end, one time after the other."""

    def __init__(self, arguments, stack):
        self.arguments = arguments
        self.size = len(arguments.get("input", b""))

    def round(self, count):
        begin = time.perf_counter_ns()
        for _ in range(count):
            done = subprocess.run(**self.arguments)
            if done.returncode != 0 or len(done.stdout or b"") != self.size:
                raise ValueError(f"{done.returncode}")
        return time.perf_counter_ns() - begin


class PoolCalls:
    """Has a pool return the numbers below a count, in one of the ways that a pool has."""

    def __init__(self, call, stack):
        self.call = call
        self.pool = get_context("fork").Pool(int(sys.argv[1]))
        stack.callback(self.pool.join)
        stack.callback(self.pool.close)

    def round(self, count):
        items = list(range(count))
        begin = time.perf_counter_ns()
        results = self.call(self.pool, items)
        nanos = time.perf_counter_ns() - begin
        if len(results) != count or sum(results) != sum(items):
            raise ValueError(f"{len(results)} results with sum {sum(results)}")
        return nanos


def apply(pool, items):
    return [pool.apply(same, (item,)) for item in items]


def apply_async(pool, items):
    submitted = [pool.apply_async(same, (item,)) for item in items]
    return [result.get() for result in submitted]


def map_chunk1(pool, items):
    return pool.map(same, items, 1)


def map_default(pool, items):
    return pool.map(same, items)


def imap_unordered(pool, items):
    return list(pool.imap_unordered(same, items))


def partner(connection, part, things):
    """What a second process does: its part of each round, when it is told how many items that has."""
    while True:
        try:
            count = connection.recv()
        except EOFError:
            return
        part(*things, count)
        connection.send(True)


class Partner:
    """A second process."""

    def __init__(self, stack, part, *things):
        context = get_context("fork")
        self.connection, theirs = context.Pipe()
        # Forked, it has our end as well, and would not see that we close it.
        self.process = context.Process(target=self.serve, args=(theirs, part, things))
        self.process.start()
        theirs.close()
        stack.callback(self.close)

    def serve(self, theirs, part, things):
        self.connection.close()
        partner(theirs, part, things)

    def begin(self, count):
        self.connection.send(count)

    def join(self):
        self.connection.recv()

    def close(self):
        self.connection.close()
        self.process.terminate()
        self.process.join()


class LockCycles:
    """Acquires and releases a lock that nobody else wants."""

    def __init__(self, way, stack):
        self.lock = get_context("fork").Lock()

    def round(self, count):
        lock = self.lock
        begin = time.perf_counter_ns()
        for _ in range(count):
            lock.acquire()
            lock.release()
        return time.perf_counter_ns() - begin


class Increments:
    """Increments a shared number under its lock."""

    def __init__(self, way, stack):
        self.value = get_context("fork").Value("q", 0)

    def round(self, count):
        value = self.value
        value.value = 0
        begin = time.perf_counter_ns()
        for _ in range(count):
            with value.get_lock():
                value.value += 1
        nanos = time.perf_counter_ns() - begin
        if value.value != count:
            raise ValueError(f"{value.value} instead of {count}")
        return nanos


def increment(lock, value, count):
    for _ in range(count):
        with lock:
            value.value += 1


class Contended:
    """Increments under a lock by two processes at once."""

    def __init__(self, way, stack):
        context = get_context("fork")
        lock = context.Lock()
        self.value = context.RawValue("q", 0)
        self.partners = [Partner(stack, increment, lock, self.value) for _ in range(2)]

    def round(self, count):
        self.value.value = 0
        begin = time.perf_counter_ns()
        for each in self.partners:
            each.begin(count // 2)
        for each in self.partners:
            each.join()
        nanos = time.perf_counter_ns() - begin
        if self.value.value != count:
            raise ValueError(f"{self.value.value} instead of {count}")
        return nanos


class Meetings:
    """Two processes that wait for each other, again and again."""

    def __init__(self, way, stack):
        self.ours, theirs, self.things = way(get_context("fork"))
        self.partner = Partner(stack, theirs, *self.things)

    def round(self, count):
        self.partner.begin(count)
        begin = time.perf_counter_ns()
        self.ours(*self.things, count)
        nanos = time.perf_counter_ns() - begin
        self.partner.join()
        return nanos


def call(ping, pong, count):
    for _ in range(count):
        ping.set()
        pong.wait()
        pong.clear()


def answer(ping, pong, count):
    for _ in range(count):
        ping.wait()
        ping.clear()
        pong.set()


def events(context):
    return call, answer, (context.Event(), context.Event())


def pass_through(barrier, count):
    for _ in range(count):
        barrier.wait()


def barrier(context):
    return pass_through, pass_through, (context.Barrier(2),)


def exchange(ours, theirs, size, count):
    message = bytes(size)
    for _ in range(count):
        ours.send_bytes(message)
        received = len(ours.recv_bytes())
        if received != size:
            raise ValueError(f"{received} bytes came back")


def send_back(ours, theirs, size, count):
    for _ in range(count):
        theirs.send_bytes(theirs.recv_bytes())


def small_messages(context):
    return exchange, send_back, (*context.Pipe(), 100)


def large_messages(context):
    return exchange, send_back, (*context.Pipe(), 1_000_000)


def produce(counts, items, size):
    item = bytes(size)
    for count in iter(counts.get, 0):
        for _ in range(count):
            items.put(item)


class QueueFlow:
    """Has a child process put items of one size into a queue, and takes them here."""

    def __init__(self, size, stack):
        context = get_context("fork")
        self.size = size
        self.counts = context.Queue()
        self.items = context.Queue()
        producer = context.Process(target=produce, args=(self.counts, self.items, size))
        producer.start()
        stack.callback(producer.join)
        stack.callback(self.counts.put, 0)

    def round(self, count):
        received = 0
        begin = time.perf_counter_ns()
        self.counts.put(count)
        for _ in range(count):
            received += len(self.items.get())
        nanos = time.perf_counter_ns() - begin
        if received != count * self.size or not self.items.empty():
            raise ValueError(f"{received} bytes")
        return nanos


def echo(requests, replies):
    for item in iter(requests.get, -1):
        replies.put(item)


class QueueRoundTrip:
    """Sends numbers to a child process through one queue and awaits each back through another."""

    def __init__(self, way, stack):
        context = get_context("fork")
        self.there = context.Queue()
        self.back = context.Queue()
        child = context.Process(target=way, args=(self.there, self.back))
        child.start()
        stack.callback(child.join)
        stack.callback(self.there.put, -1)

    def round(self, count):
        total = 0
        begin = time.perf_counter_ns()
        for i in range(count):
            self.there.put(i)
            total += self.back.get()
        nanos = time.perf_counter_ns() - begin
        if total != count * (count - 1) // 2:
            raise ValueError(f"sum {total}")
        return nanos


def log_lines(counts, records):
    """Logs as many events as the next count says; ends at a count of 0."""
    logger = logging.getLogger("burst")
    logger.propagate = False
    logger.addHandler(QueueHandler(records))
    for count in iter(counts.get, 0):
        for i in range(count):
            logger.warning("line %d of %d", i, count)


class Lines:
    """Counts the lines that are written to it."""

    def __init__(self):
        self.count = 0

    def write(self, text):
        self.count += text.count("\n")

    def flush(self):
        pass


class LogBurst:
    """Has four processes log at once, and the listener of this one format and write it, to nowhere."""

    PROCESSES = 4

    def __init__(self, _, stack):
        context = get_context("fork")
        self.counts = context.Queue()
        self.records = context.Queue(-1)
        self.lines = Lines()
        handler = logging.StreamHandler(self.lines)
        handler.setFormatter(logging.Formatter("%(levelname)s %(name)s - %(message)s"))
        listener = QueueListener(self.records, handler)
        processes = [
            context.Process(target=log_lines, args=(self.counts, self.records)) for _ in range(self.PROCESSES)
        ]
        for process in processes:
            process.start()
            stack.callback(process.join)
        for process in processes:
            stack.callback(self.counts.put, 0)
        listener.start()
        stack.callback(listener.stop)

    def round(self, count):
        self.lines.count = 0
        begin = time.perf_counter_ns()
        for _ in range(self.PROCESSES):
            self.counts.put(count // self.PROCESSES)
        while self.lines.count < count:
            time.sleep(0.001)
        return time.perf_counter_ns() - begin


class Echo:
    """A type of the program's own."""

    def same(self, item):
        return item


class Managers(SyncManager):
    """A manager that can make one, too."""


Managers.register("Echo", Echo)


def dict_get(shared, count):
    for i in range(count):
        if shared[i % 100] != i % 100:
            raise ValueError("a wrong value")


def dict_set(shared, count):
    for i in range(count):
        shared[i % 100] = i


def list_append(shared, count):
    for i in range(count):
        shared.append(i)


def lock_cycle(lock, count):
    for _ in range(count):
        lock.acquire()
        lock.release()


def call_same(echo, count):
    for i in range(count):
        if echo.same(i) != i:
            raise ValueError("a wrong result")


def client_main(control, work, shared):
    control.send("ready")
    try:
        while True:
            work(shared, control.recv())
            control.send("done")
    except EOFError:
        pass


class ManagerClients:
    """Has an object of a manager used by this process, or by several at once that wait for each round."""

    def __init__(self, setup, stack):
        make, self.work, clients = setup
        context = get_context("fork")
        manager = Managers(ctx=context)
        manager.start()
        stack.callback(manager.shutdown)
        self.shared = make(manager)
        self.clients = []
        for _ in range(clients):
            here, there = context.Pipe()
            process = context.Process(target=client_main, args=(there, self.work, self.shared), daemon=True)
            process.start()
            stack.callback(process.join)
            stack.callback(process.terminate)
            here.recv()
            self.clients.append(here)

    def round(self, count):
        begin = time.perf_counter_ns()
        if self.clients:
            for client in self.clients:
                client.send(count // len(self.clients))
            for client in self.clients:
                client.recv()
        else:
            self.work(self.shared, count)
        return time.perf_counter_ns() - begin


MANAGED = {
    "manager.dict.get": (lambda manager: manager.dict(zip(range(100), range(100))), dict_get),
    "manager.dict.set": (lambda manager: manager.dict(), dict_set),
    "manager.list.append": (lambda manager: manager.list(), list_append),
    "manager.lock": (lambda manager: manager.Lock(), lock_cycle),
    "manager.call": (lambda manager: manager.Echo(), call_same),
}

class ProcessListing:
    """Lists the processes of the machine by psutil, or by ps where that is not installed."""

    FACTS = [
        "pid", "ppid", "name", "status", "username", "create_time", "terminal", "cpu_times", "memory_info",
        "num_threads", "nice", "uids", "gids", "num_ctx_switches",
    ]
    COLUMNS = "pid,ppid,comm,stat,user,lstart,tty,time,rss,vsz,nlwp,ni,uid,gid"

    def __init__(self, way, stack):
        try:
            import psutil

            self.list = lambda: len([each.info for each in psutil.process_iter(self.FACTS)])
            self.note = "psutil"
        except ImportError:
            self.list = lambda: subprocess.check_output(["ps", "-eo", self.COLUMNS]).count(b"\n") - 1
            self.note = "ps"

    def round(self, count):
        begin = time.perf_counter_ns()
        listed = sum(self.list() for _ in range(count))
        nanos = time.perf_counter_ns() - begin
        if listed < count:
            raise ValueError(f"{listed} processes")
        return nanos


BENCHMARKS = {
    "process.start.spare": (ProcessStart, "fork"),
    "process.start.cold": (ProcessStart, "spawn"),
    "subprocess.run": (OtherPrograms, {"args": ["/bin/true"]}),
    "subprocess.communicate.1m": (
        OtherPrograms,
        {"args": ["/bin/cat"], "input": bytes(1_000_000), "capture_output": True},
    ),
    "pool.apply": (PoolCalls, apply),
    "pool.applyAsync": (PoolCalls, apply_async),
    "pool.map.chunk1": (PoolCalls, map_chunk1),
    "pool.map": (PoolCalls, map_default),
    "pool.imapUnordered": (PoolCalls, imap_unordered),
    "pipe.rtt.100": (Meetings, small_messages),
    "pipe.rtt.1m": (Meetings, large_messages),
    "lock.uncontended": (LockCycles, None),
    "lock.contended": (Contended, None),
    "value.increment": (Increments, None),
    "event.wake": (Meetings, events),
    "barrier": (Meetings, barrier),
    "queue.100": (QueueFlow, 100),
    "queue.10k": (QueueFlow, 10_000),
    "queue.1m": (QueueFlow, 1_000_000),
    "queue.rtt": (QueueRoundTrip, echo),
    "log.burst": (LogBurst, None),
    "ps.all": (ProcessListing, None),
}

# What the names of the rows end with in which eight processes do the work at once.
EIGHT_CLIENTS = ".x8"

for name, (make, work) in MANAGED.items():
    BENCHMARKS[name] = (ManagerClients, (make, work, 0))
    BENCHMARKS[name + EIGHT_CLIENTS] = (ManagerClients, (make, work, 8))

# What the names of the rows end with that are others in the first second of a process.
FIRST = ".first"

for name in ("pool.apply", "pool.applyAsync", "pool.map", "pipe.rtt.100", "queue.100"):
    BENCHMARKS[name + FIRST] = (FirstSecond, name)

# The same program with either start method.
FORKED = ".fork"

for name in PROGRAMS:
    BENCHMARKS["program." + name] = (Program, (name, "spawn"))
    BENCHMARKS["program." + name + FORKED] = (Program, (name, "fork"))


class Host:
    """Keeps the benchmark of the last round open, and with it its pool."""

    def __init__(self):
        self.stack = ExitStack()
        self.name = None

    def round(self, name, count):
        if name != self.name:
            self.stack.close()
            kind, way = BENCHMARKS[name]
            self.benchmark = kind(way, self.stack)
            self.name = name
        nanos = self.benchmark.round(count)
        return f"{nanos} {getattr(self.benchmark, 'note', '')}".strip()


def main():
    if sys.argv[1] == "--program":
        PROGRAMS[sys.argv[2]](get_context(sys.argv[3]))
        return
    if sys.argv[2:3] == ["--first"]:
        print(first_second(sys.argv[3], int(sys.argv[4])))
        return
    print(sys.version.split()[0], flush=True)
    host = Host()
    with host.stack:
        for line in sys.stdin:
            name, count = line.split()
            try:
                print("ok", host.round(name, int(count)), flush=True)
            except Exception as error:
                print("error", type(error).__name__, " ".join(str(error).split()), flush=True)


if __name__ == "__main__":
    main()
