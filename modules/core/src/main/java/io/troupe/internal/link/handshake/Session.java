package io.troupe.internal.link.handshake;

import com.google.protobuf.ByteString;
import io.troupe.internal.link.transport.FrameReader;
import io.troupe.internal.link.transport.RingTransport;

/**
 * The outcome of a handshake.
 *
 * @param transport between the two sides
 * @param reader of the transport; may hold frames that came right behind the handshake
 * @param peer the other side
 * @param wanted the runtime that the side that connected wants to speak to; 0 for the one that
 *     listens
 * @param greeting of the side that listens, empty on that side
 */
public record Session(
    RingTransport transport,
    FrameReader reader,
    RuntimeId peer,
    long wanted,
    ByteString greeting) {}
