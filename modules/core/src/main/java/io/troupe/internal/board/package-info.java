/**
 * The board: a file of memory that a host shares with its processes. It counts who spins, and keeps which
 * task each process ran, whatever that process died of.
 */
@NullMarked
package io.troupe.internal.board;

import org.jspecify.annotations.NullMarked;
