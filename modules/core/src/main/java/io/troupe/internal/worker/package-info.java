/**
 * The inside of a process that is a worker of a pool: the tasks before it, the calls that they are,
 * and the outcomes that it sends back.
 */
@NullMarked
package io.troupe.internal.worker;

import org.jspecify.annotations.NullMarked;
