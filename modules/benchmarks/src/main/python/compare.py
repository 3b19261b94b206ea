#!/usr/bin/env python3
"""CPython's side of the comparison: does with multiprocessing what the benchmark of the same name does with Troupe.

usage: compare.py WORKERS

The first line that it prints is Python's version. Then each line "NAME COUNT" that it reads is one round, which it
answers by "ok NANOSECONDS" or "error MESSAGE". What a benchmark needs, such as a pool, stays until another one's name
comes. It ends with its standard input.
"""

import sys
import time
from contextlib import ExitStack
from multiprocessing import get_context


def nothing():
    pass


def same(item):
    return item


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


BENCHMARKS = {
    "process.start.spare": (ProcessStart, "fork"),
    "process.start.cold": (ProcessStart, "spawn"),
    "pool.apply": (PoolCalls, apply),
    "pool.applyAsync": (PoolCalls, apply_async),
    "pool.map.chunk1": (PoolCalls, map_chunk1),
    "pool.map": (PoolCalls, map_default),
    "pool.imapUnordered": (PoolCalls, imap_unordered),
    "queue.100": (QueueFlow, 100),
    "queue.10k": (QueueFlow, 10_000),
    "queue.1m": (QueueFlow, 1_000_000),
    "queue.rtt": (QueueRoundTrip, echo),
}


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
        return self.benchmark.round(count)


def main():
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
