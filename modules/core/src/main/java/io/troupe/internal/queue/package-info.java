/** Queues. */
@NullMarked
package io.troupe.internal.queue;

import org.jspecify.annotations.NullMarked;
