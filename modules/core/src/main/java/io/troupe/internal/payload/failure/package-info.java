/**
 * Throwables as data: their classes, messages, stacks, causes, and their state where a constructor
 * cannot rebuild them.
 */
@NullMarked
package io.troupe.internal.payload.failure;

import org.jspecify.annotations.NullMarked;
