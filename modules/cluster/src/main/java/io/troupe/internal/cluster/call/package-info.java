/**
 * The messages between programs and nodes: calls of managed objects, whose arguments and results
 * are records.
 */
@NullMarked
package io.troupe.internal.cluster.call;

import org.jspecify.annotations.NullMarked;
