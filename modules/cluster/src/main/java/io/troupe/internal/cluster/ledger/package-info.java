/**
 * The state that the voters of a cluster agree on: failover objects, and the sessions of those that
 * use them.
 *
 * <pre>
 *  Ledger ─ Sessions ─ ClientSession     results of commands, so that none is carried out twice
 *         └ Thing                        MapThing, CounterThing, PermitThing, QueueThing, ActorThing
 * </pre>
 *
 * <p>All of it follows from the log alone: anything that depends on time or chance comes with a
 * command. It holds the waiters, too, in order, so that a new leader knows which is next. Nothing
 * of it is of a type of the programs': they send and get bytes.
 *
 * <p>Two versions of Troupe in one cluster must agree on every result: a change of what a command
 * does needs a new command.
 */
@NullMarked
package io.troupe.internal.cluster.ledger;

import org.jspecify.annotations.NullMarked;
