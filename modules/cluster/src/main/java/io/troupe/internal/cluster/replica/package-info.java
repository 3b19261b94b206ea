/**
 * The replicated objects of a node, in Pekko's Distributed Data.
 *
 * <pre>
 *  Replicas ─ Form         what the kinds of objects are there: LWWMap, ORSet, PNCounter, Flag
 *           ─ Readiness    when a node has something to say
 *           ─ Watching     one for each that hears of changes
 *  FileStore ─ DataFiles   in the replicator, where the node has a directory for them
 * </pre>
 *
 * <p>A part of an object is one key of Distributed Data. All that crosses between nodes has Pekko's
 * own serializers: texts, whose characters are bytes, and {@code ByteString}s.
 */
@NullMarked
package io.troupe.internal.cluster.replica;

import org.jspecify.annotations.NullMarked;
