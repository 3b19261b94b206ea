/** Whole programs, as a user starts them: what the first seconds of a JVM cost. */
@NullMarked
package io.troupe.benchmarks.program;

import org.jspecify.annotations.NullMarked;
