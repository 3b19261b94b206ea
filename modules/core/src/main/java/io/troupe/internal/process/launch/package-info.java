/**
 * How a JVM is started: its command line, the class archive that makes it fast, and the options
 * that it accepts.
 */
@NullMarked
package io.troupe.internal.process.launch;

import org.jspecify.annotations.NullMarked;
