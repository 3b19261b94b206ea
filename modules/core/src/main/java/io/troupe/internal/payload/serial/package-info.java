/**
 * The last resort: Java serialization behind a filter, in which Troupe's own codecs replace what it
 * cannot do.
 */
@NullMarked
package io.troupe.internal.payload.serial;

import org.jspecify.annotations.NullMarked;
