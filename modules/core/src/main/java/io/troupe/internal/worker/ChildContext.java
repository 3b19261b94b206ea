package io.troupe.internal.worker;

import io.troupe.internal.board.Cell;
import io.troupe.internal.link.Link;
import io.troupe.internal.object.Objects;
import io.troupe.internal.payload.Failures;
import io.troupe.internal.payload.Functions;
import io.troupe.internal.payload.Payloads;
import io.troupe.internal.wait.CpuGate;

/**
 * What the body of a process has at hand. Its name in a remote stack trace is known to
 * {@link io.troupe.internal.process.Self}.
 */
public record ChildContext(
    Link link,
    Cell cell,
    CpuGate cpu,
    Objects objects,
    Payloads payloads,
    Functions functions,
    Failures failures) {}
