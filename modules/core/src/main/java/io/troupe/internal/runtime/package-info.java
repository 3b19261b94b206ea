/**
 * What a host and its processes share below all nouns: the board, a file of cells in memory in which each process says
 * what it does right now, and the rules for waiting that rest on it.
 */
@NullMarked
package io.troupe.internal.runtime;

import org.jspecify.annotations.NullMarked;
