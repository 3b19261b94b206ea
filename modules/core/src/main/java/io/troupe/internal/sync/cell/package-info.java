/**
 * The words of locks, semaphores and events, which lie in memory that their users share; what the
 * users do to them without asking the owner, and the numbers by which a word names a process.
 */
@NullMarked
package io.troupe.internal.sync.cell;

import org.jspecify.annotations.NullMarked;
