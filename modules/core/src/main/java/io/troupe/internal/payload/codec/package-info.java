/**
 * The parts of every codec: how payloads are written and read, how a codec finds the others, and
 * what refuses a value.
 */
@NullMarked
package io.troupe.internal.payload.codec;

import org.jspecify.annotations.NullMarked;
