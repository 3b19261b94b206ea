/**
 * Codecs of single values: numbers, texts, times, enums, classes, records, optionals, Protobuf
 * messages.
 */
@NullMarked
package io.troupe.internal.payload.value;

import org.jspecify.annotations.NullMarked;
