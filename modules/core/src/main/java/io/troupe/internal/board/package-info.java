/**
 * The board: a file of memory that a host shares with its processes. It counts the processes that
 * spin, and keeps which task each process ran, however that process died.
 */
@NullMarked
package io.troupe.internal.board;

import org.jspecify.annotations.NullMarked;
