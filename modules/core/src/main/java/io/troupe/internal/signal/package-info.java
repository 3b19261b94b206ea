/** Signals that the JDK does not send. Knows no other package. */
@NullMarked
package io.troupe.internal.signal;

import org.jspecify.annotations.NullMarked;
