/**
 * The pipes between this JVM and the programs that it starts: named by {@code /proc} where there is
 * one, so that a program gets its end at its start and no thread moves bytes; copied by threads
 * elsewhere.
 */
@NullMarked
package io.troupe.internal.subprocess;

import org.jspecify.annotations.NullMarked;
