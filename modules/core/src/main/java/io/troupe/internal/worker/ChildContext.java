package io.troupe.internal.worker;

import io.troupe.internal.link.Link;
import io.troupe.internal.payload.Functions;
import io.troupe.internal.payload.Payloads;
import io.troupe.internal.runtime.Cell;
import io.troupe.internal.runtime.CpuGate;

/**
 * What the body of a process has at hand.
 *
 * @param origin how this process is named in a remote stack trace: "pid 4711 (PoolWorker-2)"
 */
public record ChildContext(
    Link link, Cell cell, CpuGate cpu, Payloads payloads, Functions functions, String origin) {}
