/**
 * Processes as the program sees them, and where their JVMs come from.
 *
 * <pre>
 *  Process (façade) ── ProcessControl ──► Nursery ──take──► spare ┐
 *                                            │                    ├─► child.ChildProcess ◄── link frames
 *                                            └──launch──► new JVM ┘        │
 *                                                          child.ProcessActor: booting → running → ending
 * </pre>
 *
 * <p>The rooms: {@code launch} knows how a JVM is started, {@code output} takes what it prints,
 * {@code child} is one JVM, {@code spare} those that boot ahead.
 */
@NullMarked
package io.troupe.internal.process;

import org.jspecify.annotations.NullMarked;
