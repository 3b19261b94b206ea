/**
 * Messages between two processes: pipes, listeners and clients. Python's
 * {@code multiprocessing.connection}.
 */
@NullMarked
package io.troupe.connection;

import org.jspecify.annotations.NullMarked;
