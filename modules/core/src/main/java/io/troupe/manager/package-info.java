/**
 * Objects that processes share by reference: Python's {@code multiprocessing.managers}.
 */
@NullMarked
package io.troupe.manager;

import org.jspecify.annotations.NullMarked;
