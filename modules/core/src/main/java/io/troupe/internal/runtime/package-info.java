/**
 * What one JVM needs once to use Troupe: its actor system, its listening socket, its board, its clock and its children.
 *
 * <p>The runtime starts with the first use of a noun that needs it and ends with the JVM. Hosts and processes have the same
 * kind of runtime; a process has, besides, a link to its host, which lives in {@code internal.boot}.
 */
@NullMarked
package io.troupe.internal.runtime;

import org.jspecify.annotations.NullMarked;
