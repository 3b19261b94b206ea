/**
 * JVMs that boot ahead, for processes that the program has not started yet: {@code SpareShelf} has
 * them, and {@code SpareActor} decides when there are to be more, which is when a core is idle.
 */
@NullMarked
package io.troupe.internal.process.spare;

import org.jspecify.annotations.NullMarked;
