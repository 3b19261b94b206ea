/**
 * Bytes and frames between two runtimes: sockets, rings in shared memory, and the format of a
 * frame.
 */
@NullMarked
package io.troupe.internal.link.transport;

import org.jspecify.annotations.NullMarked;
