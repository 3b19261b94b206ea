/**
 * Samples: one file for each thing that Troupe does, short enough to read at one go.
 *
 * <p>{@code samples/run} lists them and {@code samples/run NAME} runs one. Each is a {@code main} that prints; the functions
 * below it are those that run in other processes.
 */
@NullMarked
package io.troupe.samples;

import org.jspecify.annotations.NullMarked;
