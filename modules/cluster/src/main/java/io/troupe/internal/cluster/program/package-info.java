/**
 * A cluster as a program uses it.
 *
 * <pre>
 *  ClusterRuntime ─ ProgramRoutes       the way to other machines, and from there to this one
 *                 ─ Starts, Slots       the node on which a process starts, and the wait for one
 *                 ─ Guide               tells processes elsewhere which node they can use
 *                 ─ NodeLink            one for each node in use: takes its news
 *                     ─ Delivery        what the node has of the program's code
 *                     ─ RemoteJvm       a process there, as a {@link java.lang.Process} of this JVM
 * </pre>
 */
@NullMarked
package io.troupe.internal.cluster.program;

import org.jspecify.annotations.NullMarked;
