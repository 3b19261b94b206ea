/**
 * Results that callers wait for: that of a call or a map, and the windows through which
 * {@code imap} lets the results of an endless stream of tasks pass. A {@code Lease} keeps the pool
 * open as long as one of them can still be asked.
 */
@NullMarked
package io.troupe.internal.pool.result;

import org.jspecify.annotations.NullMarked;
