package io.troupe.internal.cluster.postgres;

import com.google.protobuf.ByteString;

/**
 * One command of the log.
 *
 * @param number of it, from 1 on without a gap
 * @param tag of the append that it came with
 */
record Entry(long number, long tag, ByteString command) {}
