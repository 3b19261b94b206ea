/**
 * The link: frames between a host and each of its processes, over one socket a process. Sending is
 * shared: a frame is encoded into the outbox, and the first thread that finds the role of the
 * writer free writes for all. No thread but the link's own ever waits in the socket; senders wait
 * for room in the outbox while the other side reads, and are not interrupted: one that is stopped
 * costs memory instead. A direction that carries much moves from the socket into a ring in shared
 * memory, see {@link io.troupe.internal.link.Rings}: senders write to it themselves then, which
 * spares copies and wake-ups. Receiving is one thread's work, which decodes envelopes and must not
 * wait.
 *
 * <pre>
 *   any thread ── send ──┐  control lane ─┐                                          one process
 *   any thread ── send ──┼─ data lane ────┼─ Flusher ── Transport ══ socket ══ Transport ── FrameReader
 *   any thread ── send ──┘  piece lane ───┘  (the first sender,                         │ "troupe-link-7"
 *                           Outbox            or "troupe-link-7-writer"             Inbox ── PieceAssembler
 *                                             while the socket is full)                 │
 *                                                                                  FrameHandler
 *   reader thread ── send ── DeferredSends ("troupe-link-7-sender" while the outbox is full)
 * </pre>
 *
 * <p>A host accepts on "troupe-link-accept" and runs each handshake on a short-lived
 * "troupe-link-handshake".
 */
@NullMarked
package io.troupe.internal.link;

import org.jspecify.annotations.NullMarked;
