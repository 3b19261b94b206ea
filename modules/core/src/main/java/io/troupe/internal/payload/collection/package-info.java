/** Codecs of what holds other values: lists, sets, maps, arrays. */
@NullMarked
package io.troupe.internal.payload.collection;

import org.jspecify.annotations.NullMarked;
