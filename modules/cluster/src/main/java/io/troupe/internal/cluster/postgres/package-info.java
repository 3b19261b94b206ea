/**
 * A log that a Postgres database keeps, and what follows from it, as another {@link
 * io.troupe.internal.cluster.consensus.Consensus}.
 *
 * <pre>
 *  PostgresConsensus ─ Inbox           what callers ask, until it is answered
 *       ├ Worker ─ Journal             one thread: appends, follows, answers
 *       │    └ Copy ─ Machine          follows from the log: the ledger
 *       ├ Keeper                       one thread: news of other nodes; tells the time on one node
 *       ├ Snapshots                    writes what the machine knows, and cuts off the old log
 *       └ Database, Tables             connections, and the tables in it
 * </pre>
 *
 * <p>Every node has a copy of what follows from the log. All that waits is dealt with in one round:
 * one statement appends the commands, the node applies what it lacks and its own, and then answers
 * the questions, which were asked before the statement began. Where there are only questions, one
 * statement asks what is new. So a round is one exchange with the database, and what many threads
 * ask meanwhile goes into the next.
 *
 * <p>An append is a single statement that is its own transaction. It begins with the row that has
 * the last entry's number, so appends of all nodes come one after the other, numbers have no gaps,
 * and a node that sees an entry sees all before it. No lock is held while a node thinks: one that is
 * stopped holds up no other. The number of a lock's holder, its fencing token, is that of an entry,
 * and goes on where it was when all nodes have been down.
 *
 * <p>When a connection is lost it is not known whether an append took effect. It is sent again, for
 * the ledger knows a command that comes twice. Each append has a random tag, which its entries and
 * the row of the last entry have, too: a node sees by it that the database is one that has
 * forgotten what the node knows (a backup, or a standby that was behind), says so, and begins again
 * with what is there.
 *
 * <p>A notification of each append has the other nodes follow at once, for their callers may wait
 * for it. It may be lost: a node looks by itself, often while it has callers that wait, seldom
 * otherwise.
 *
 * <p>One node at a time, by a row with its number and the time of the database, tells the log how
 * time goes by and writes snapshots. A node that was stopped may do so once more beside the next
 * one: then some seconds are counted twice, and there are two snapshots, each of which is right.
 * The log is cut off at the snapshot before the last one, so that a node that is a little behind
 * needs none.
 *
 * <p>What stands in the tables outlives versions of Troupe: commands and snapshots are read as long
 * as {@link io.troupe.internal.cluster.postgres.Tables#VERSION} is the same.
 */
@NullMarked
package io.troupe.internal.cluster.postgres;

import org.jspecify.annotations.NullMarked;
