/**
 * Failover objects as programs and their processes use them.
 *
 * <pre>
 *  MapFacade, … ─ AgreedName ─ Client ─┬─ Access ─► FailoverCalls   of a node
 *                                      ├─ Identity                  the session of this process
 *                                      └─ Errand                    a command that may have to wait
 * </pre>
 *
 * <p>A façade is a record, and crosses as one: it knows the name, and the program's guide. The
 * client of a process numbers the commands, so that one is sent again to another node until there is
 * a result, and is carried out once.
 */
@NullMarked
package io.troupe.internal.cluster.failover;

import org.jspecify.annotations.NullMarked;
