/**
 * The workers of a pool as its actor keeps them: {@code PoolActor} starts and replaces them, ends
 * those that are too slow, too old or too many, and breaks the pool when none can be started.
 * {@code Crew} and {@code Member} are what it knows of them, {@code Staffing} decides how many
 * there are to be. {@code PoolCore} is a pool that lives in this process, with its actor and its
 * dispatch.
 */
@NullMarked
package io.troupe.internal.pool.crew;

import org.jspecify.annotations.NullMarked;
