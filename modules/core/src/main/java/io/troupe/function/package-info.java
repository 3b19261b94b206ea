/**
 * Functions that cross to other processes: serialisable functional interfaces for one to three
 * arguments, with and without a result.
 */
@NullMarked
package io.troupe.function;

import org.jspecify.annotations.NullMarked;
