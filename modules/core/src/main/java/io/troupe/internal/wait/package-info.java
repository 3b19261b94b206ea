/**
 * How threads wait: spinning while a core is idle, the gate that allows it, deadlines.
 */
@NullMarked
package io.troupe.internal.wait;

import org.jspecify.annotations.NullMarked;
