/**
 * Failover objects as programs and their processes use them.
 *
 * <pre>
 *  MapFacade, … ─ AgreedName ─ Client ─┬─ Access ─► FailoverCalls   of a node
 *                                      ├─ Identity                  the session of this process
 *                                      ├─ Errand                    a command that may have to wait
 *                                      └─ ActorHost ─ ActorWork     runs an actor of the program's
 * </pre>
 *
 * <p>A façade is a record, and crosses as one: it knows the name, and the program's guide. The
 * client of a process numbers the commands, so that one is sent again to another node until there
 * is a result, and is carried out once.
 *
 * <p>The voters have the state of an actor and its messages, but none of the program's classes. A
 * process that sends it something can run it, too: it asks for messages as others ask for a lock.
 * It computes from the state what becomes of them, and gives the voters the next state and the
 * answers, in one command that counts only if the messages are still its own.
 */
@NullMarked
package io.troupe.internal.cluster.failover;

import org.jspecify.annotations.NullMarked;
