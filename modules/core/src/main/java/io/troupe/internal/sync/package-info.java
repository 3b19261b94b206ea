/** Locks and their relatives. */
@NullMarked
package io.troupe.internal.sync;

import org.jspecify.annotations.NullMarked;
