/**
 * The output of a process: from its streams, line by line, to where the program wants it.
 */
@NullMarked
package io.troupe.internal.process.output;

import org.jspecify.annotations.NullMarked;
