/**
 * Pipes, listeners and clients: messages between two processes, over a socket of their own.
 *
 * <p>A JVM cannot give a file descriptor to another process, so an end of a pipe is not a socket but a <em>place to meet</em>: the
 * socket of an {@link io.troupe.internal.connection.Introducer} in the process that made the pipe, a number and a 256-bit key. Those
 * who hold an end come to the introducer, and it tells them where the others are:
 *
 * <pre>
 *   process A (holds end 0)          process M (made the pipe)         process B (holds end 1)
 *   ┌────────────────────┐  member   ┌──────────────────────┐  member   ┌────────────────────┐
 *   │ PipeEnd            ├──────────►│ Introducer           │◄──────────┤ PipeEnd            │
 *   │  PipeOutbox ───────┼───────────┼──────────────────────┼──────────►│  Inbox (PipeFeed)  │
 *   │  Inbox (PipeFeed) ◄┼───────────┼──────────────────────┼───────────┼─ PipeOutbox        │
 *   └────────────────────┘  reader   │  Introduction        │  reader   └────────────────────┘
 *                       ────────────►│   2 × IntroducedEnd  │◄────────────
 *                                    └──────────────────────┘
 * </pre>
 *
 * <ul>
 *   <li>The first receive, poll or wait makes a process the <em>reader</em> of its end: it opens a socket and tells the introducer
 *       its address. The first send asks the introducer for the reader of the other end, and connects. From then on messages pass
 *       by the introducer. One socket carries one direction: several processes may send to one reader, each by its own.
 *   <li>While nobody reads, the introducer keeps 64 KiB of messages, as an operating system does; then senders wait. A reader that
 *       leaves hands back what it has not taken, for another holder of its end. A message that is under way in that very moment may
 *       be lost, as is what a killed reader had not taken.
 *   <li>An end is <em>held</em> while a process has its member connection open, which the operating system closes when that process
 *       dies; while a handle of it travels (a ticket issued and not yet redeemed, see
 *       {@link io.troupe.internal.payload.Departure}); and, until anybody has opened it, while its maker has not closed it. A reader
 *       that is told that the other end is held no longer takes what is in its sockets, and then the stream has ended. A sender whose
 *       reader is gone asks again, and hears of the next reader or that the pipe is broken.
 *   <li>If the introducer's process dies, those who know each other go on; a stream then ends with its last socket.
 * </ul>
 *
 * <p>A {@link io.troupe.internal.connection.SocketEnd}, of a listener or client, is one socket for both directions. It cannot move, so
 * passing it on makes a pipe and a {@link io.troupe.internal.connection.Relay}.
 *
 * <p>Receiving needs no thread ({@link io.troupe.internal.connection.Inbox}): the caller reads the sockets itself, spins a little where
 * a core is idle, and waits on a selector. Channels never block, because interrupting a blocking call would close them for everybody.
 *
 * <p>Trust: sockets lie in a directory that only this user can enter, and yet every connection proves that it knows the pipe's key
 * (HMAC-SHA-256 over fresh nonces): holder and introducer to each other, a writer to its reader, whose address the introducer
 * vouches for. A listener and its clients prove their key to each other likewise ({@link io.troupe.internal.connection.KeyExchange}).
 */
@NullMarked
package io.troupe.internal.connection;

import org.jspecify.annotations.NullMarked;
