/**
 * Pipes, listeners and clients: messages between two processes, over a socket of their own.
 *
 * <p>A JVM cannot give a file descriptor to another process, so an end of a pipe is not a socket
 * but a share in an <em>object</em> of the process that made the pipe
 * ({@link io.troupe.internal.object}). It knows which processes hold the ends and where those are
 * that read, and introduces writers to readers, who then talk past it:
 *
 * <pre>
 *   process A (holds end 0)          process M (made the pipe)         process B (holds end 1)
 *   ┌────────────────────┐           ┌──────────────────────┐           ┌────────────────────┐
 *   │ PipeEnd            │ PipeFrame │ PipeActor            │ PipeFrame │            PipeEnd │
 *   │   via PipeClient ──┼──────────►│   PipeState          │◄──────────┼── via PipeClient   │
 *   │                    │           └──────────────────────┘           │                    │
 *   │  PipeSender ───────┼─────────────────────────────────────────────►│ Door ─► Receiver   │
 *   │  Receiver ◄─ Door ◄┼──────────────────────────────────────────────┼─ PipeSender        │
 *   └────────────────────┘                                              └────────────────────┘
 * </pre>
 *
 * <ul>
 *   <li>The first receive, poll or wait makes a process the <em>reader</em> of its end: it tells
 *       the pipe the address of its {@link io.troupe.internal.connection.Door}, one socket for all
 *       pipes that it reads. The first send asks the pipe for the reader of the other end, and
 *       connects. One socket carries one direction, so several processes can send to one reader.
 *       Where writer and reader are in one process, the stream stays in memory.
 *   <li>While no process reads, the pipe keeps 64 KiB of messages, as an operating system does; an
 *       offer that does not fit is answered once a reader comes. A reader that leaves hands back
 *       what it has not taken, for another holder of its end. A message that is under way in that
 *       very moment may be lost, as is what a killed reader had not taken.
 *   <li>An end is <em>held</em> by each process that opened it and has not left it, by each handle
 *       under way (a ticket issued and not yet spent, see
 *       {@link io.troupe.internal.payload.Departure}), and, until it is used for the first time, by
 *       the connection that its maker got. The object model tells of processes that die. A reader
 *       that hears that the other end is not held lets in the writers that had connected before,
 *       takes what is in their sockets, and then the stream has ended. A sender whose reader is
 *       gone asks again, and hears of the next reader or that the pipe is broken.
 *   <li>If the maker's process dies, those who know each other go on; a stream then ends with its
 *       last socket.
 * </ul>
 *
 * <p>A {@link io.troupe.internal.connection.SocketEnd}, of a listener or client, is one socket for
 * both directions. It cannot move, so passing it on makes a pipe and a
 * {@link io.troupe.internal.connection.SocketHandover}.
 *
 * <p>Receiving needs no thread ({@link io.troupe.internal.connection.Receiver}): the caller reads
 * the sockets itself, spins a little where a core is idle, and waits on a selector, which it
 * borrows for that time ({@link io.troupe.internal.connection.Parking}). Channels never block,
 * because interrupting a blocking call would close them for all their users.
 *
 * <p>Trust: what is said to a pipe goes over links, whose sides have proved the key of its owner. A
 * writer proves to a reader that the pipe sent it by a token, which the reader made (256 random
 * bits), the pipe passes on to holders of the other end alone, and the door compares in constant
 * time. No challenge is needed on top: the door's socket lies in a directory that only this user
 * can enter, so nothing can stand between, and the token is worthless once the reader has left. A
 * listener and its clients, which may be on other machines, prove their key to each other without
 * saying it ({@link io.troupe.internal.connection.KeyExchange}).
 */
@NullMarked
package io.troupe.internal.connection;

import org.jspecify.annotations.NullMarked;
