/** The side of the process that logs: what SLF4J finds there, and {@code java.util.logging}. */
@NullMarked
package io.troupe.internal.logs.child;

import org.jspecify.annotations.NullMarked;
