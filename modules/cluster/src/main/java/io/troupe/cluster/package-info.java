/**
 * Processes on the machines of a cluster. {@link io.troupe.cluster.Node} makes a JVM a member of
 * it; {@link io.troupe.cluster.Cluster} is how a program uses it.
 */
@NullMarked
package io.troupe.cluster;

import org.jspecify.annotations.NullMarked;
