/**
 * The actor system of a runtime and the threads on which its actors run.
 */
@NullMarked
package io.troupe.internal.system;

import org.jspecify.annotations.NullMarked;
