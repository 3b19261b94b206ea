/**
 * Streams between machines. A runtime talks with another one over a stream to its socket, and does
 * not know where that is; here is what makes it reach across machines.
 *
 * <pre>
 *  machine of a program                  node                               another node
 *  ┌───────────────────────────┐   TLS   ┌──────────────────────────┐  TLS  ┌─────────────────────┐
 *  │ process ─► Router ────────┼────────►│ Gateway ─► its process   │       │                     │
 *  │                           │         │ its process ─► Router ───┼──────►│ Gateway ─► process  │
 *  │ process ◄─ Visits ◄─ ─ ─ ─┼─ told ─ │ Meetings ◄─ its process  │       │                     │
 *  │                 └─────────┼────────►│ Gateway                  │       │                     │
 *  └───────────────────────────┘         └──────────────────────────┘       └─────────────────────┘
 * </pre>
 *
 * <p>To reach a socket elsewhere, a process connects with the
 * {@link io.troupe.internal.cluster.gateway.Router} of its machine, and says the place and the
 * address. The router asks the gateway of that place's node, and from then on a
 * {@link io.troupe.internal.cluster.gateway.Splicer} passes on the bytes. A program listens at no
 * port: its node tells it that a process waits, and it connects. Handshakes run end to end, by the
 * keys of handles.
 *
 * <p>The JVM of the program itself, which has the most to say, uses neither its router nor its
 * splicer: its links go over the streams with TLS that it makes, which spares each frame a socket
 * and a thread. The same holds at the other end for what is for the JVM of the node itself.
 *
 * <p>Nodes have mail for each other, of which some may be lost, but none may wait: it goes by a
 * {@link io.troupe.internal.cluster.gateway.Line}, which programs are refused.
 *
 * <p><b>Trust.</b> All that cross between machines are in TLS 1.3 whose sides show certificates of
 * the cluster's authority. A key lets its holder start processes on every node, and connect with
 * the sockets of the user whose nodes they are.
 */
@NullMarked
package io.troupe.internal.cluster.gateway;

import org.jspecify.annotations.NullMarked;
