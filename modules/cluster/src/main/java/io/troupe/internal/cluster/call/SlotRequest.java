package io.troupe.internal.cluster.call;

/**
 * How a process is to have a slot of a node.
 *
 * @param pool the name of the pool whose worker it is, which can make room for others; empty for
 *     one that is none
 * @param takesSlot whether it needs one
 * @param waits whether the program waits for a slot here, where there is none: others may be asked
 *     to make room
 */
public record SlotRequest(String pool, boolean takesSlot, boolean waits) {}
