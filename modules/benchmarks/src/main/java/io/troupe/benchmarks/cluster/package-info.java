/**
 * What a program does with a cluster: three nodes of this machine, JVMs of their own that see no shared memory but theirs, and
 * beside them, by turns, three JVMs of a rival that is compiled and started for its rows only.
 *
 * <pre>
 *  this JVM ── TLS ──► node ── socket ──► its processes         HazelcastPeer (client) ──► three members
 *           ── TLS ──► node                                     ShardingPeer (member) ──► two members
 *           ── TLS ──► node
 * </pre>
 */
@NullMarked
package io.troupe.benchmarks.cluster;

import org.jspecify.annotations.NullMarked;
