/**
 * A node: a member of the cluster that starts processes for programs.
 *
 * <pre>
 *  NodeRuntime ─ Gateway      the port, and the way to other machines
 *              ─ Membership   Pekko Cluster: who is there, and who is not
 *              ─ Slots        how many processes there may be
 *              ─ Session      one for each program: its processes, and the news that it takes
 *                  ─ GuestCode    its code: what is here by content, and what the program sends
 *              ─ Departure    what happens before the node leaves
 * </pre>
 */
@NullMarked
package io.troupe.internal.cluster.node;

import org.jspecify.annotations.NullMarked;
