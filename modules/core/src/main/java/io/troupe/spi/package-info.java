/**
 * The seams where a program extends Troupe: how a value becomes bytes, and where a process runs.
 */
@NullMarked
package io.troupe.spi;

import org.jspecify.annotations.NullMarked;
