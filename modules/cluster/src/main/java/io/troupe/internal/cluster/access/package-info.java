/**
 * How programs and their processes reach the named objects of a cluster: by one node, and by
 * another when that is lost; and what values are there.
 */
@NullMarked
package io.troupe.internal.cluster.access;

import org.jspecify.annotations.NullMarked;
