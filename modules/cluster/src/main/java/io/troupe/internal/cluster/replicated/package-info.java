/**
 * Replicated objects as programs and their processes use them.
 *
 * <pre>
 *  MapFacade, … ─ SharedName ─ Access ─► NodeGuide   in the program: which node?
 *                     │           └────► ReplicaCalls   of that node
 *                     └─ Watcher ──────► ReplicaWatch   there, for a listener
 * </pre>
 *
 * <p>A façade is a record, and crosses as one: it knows the name, the consistency, and the
 * program's guide. Only texts and bytes are replicated, so that nodes need no class of the program.
 */
@NullMarked
package io.troupe.internal.cluster.replicated;

import org.jspecify.annotations.NullMarked;
