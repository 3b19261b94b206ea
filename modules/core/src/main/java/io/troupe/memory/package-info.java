/**
 * Memory that processes share: values, arrays, named segments and lists in them. Python's
 * {@code multiprocessing.Value}, {@code Array} and {@code multiprocessing.shared_memory}.
 */
@NullMarked
package io.troupe.memory;

import org.jspecify.annotations.NullMarked;
