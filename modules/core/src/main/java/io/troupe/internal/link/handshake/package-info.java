/**
 * How two runtimes come to know each other, before anything else is said on a link: each proves
 * that it knows a key, without telling it, and says which runtime of which process it is.
 *
 * <pre>
 *   side that connects                        side that listens: Acceptor
 *   ClientHandshake ── Challenge ──►      ◄── Challenge ── ServerHandshake
 *                   ── Proof (Credentials) ──►            verified by an Invitation, found by its number
 *                                         ◄── Proof, with a greeting; or a Refusal and the end
 *           Session                                            Session
 * </pre>
 *
 * <p>The side that connects proves itself first, so that a stranger gets nothing that it could try
 * keys on. The runtime that it wants may be another than the one that listens, which then passes on
 * what is said. All MACs of Troupe are {@link io.troupe.internal.link.handshake.Hmac}'s.
 *
 * <p>A deadline runs while the other side is silent, and begins anew with each byte. The
 * {@link io.troupe.internal.link.handshake.Acceptor} runs each handshake on a thread of its own;
 * when too many are under way the oldest gives way.
 */
@NullMarked
package io.troupe.internal.link.handshake;

import org.jspecify.annotations.NullMarked;
