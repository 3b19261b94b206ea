/**
 * Log events of processes on their way to the logging of their host.
 *
 * <pre>
 *  process                                         host
 *  logger.info(..)                                 LogCollector: one thread for all processes
 *    ForwardingLogger  is it let through?            LogStream: takes records out of one ring
 *    EventEncoder      message, MDC, stack ...         a question: HostLevels answers in shared memory
 *    LogWriter ─────► LogMemory: ring, thresholds ───►  an event: LogSink hands it to the host's SLF4J
 *         └─ LogWaker: a frame over the link, if the collector sleeps
 * </pre>
 *
 * <p>A record that was written belongs to the host, even if the process dies then: the ring is in
 * memory that both share, and a record is seen when the whole of it is there. No lock and no wait
 * is shared: a process that is killed or stopped while it writes harms no other, and one whose host
 * does not read waits for a while in all, and then drops and counts, until there is room again. The
 * number of dropped records is logged where they are missing, or at the end.
 *
 * <p>Which levels a logger lets through is asked of the host's logging by the name of each logger,
 * once; the answer stands in shared memory, where the host may change it at any time, and does when
 * its own levels change.
 *
 * <p>Nothing of this is loaded in a host or a process that does without it: the option is a system
 * property of the process, which names {@link io.troupe.internal.logs.child.ForwardingProvider} to
 * SLF4J, and the memory.
 */
@NullMarked
package io.troupe.internal.logs;

import org.jspecify.annotations.NullMarked;
