package io.troupe.internal.cluster.call;

/**
 * How far a program's code is at a node.
 *
 * @param fetched bytes that have come
 * @param total bytes that are to come, as far as that is known
 * @param ready whether all is there
 * @param failure why it cannot be had; empty if it can
 */
public record CodeState(long fetched, long total, boolean ready, String failure) {}
