/**
 * Child JVMs as their host sees them: starting them, keeping spares, forwarding their output, and finding out how they
 * ended.
 *
 * <pre>
 *  Process (façade) ── ProcessControl ──► Nursery ──take──► spare ┐
 *                                            │                    ├─► ChildProcess ◄── link frames
 *                                            └──launch──► new JVM ┘        │
 *                                                                    ProcessActor: booting → running → ending
 * </pre>
 *
 * A {@code ChildProcess} is a bundle of final parts that any thread may use; whatever may race (how far the process is,
 * what ended it, who kills it) belongs to its {@code ProcessActor}.
 */
@NullMarked
package io.troupe.internal.process;

import org.jspecify.annotations.NullMarked;
