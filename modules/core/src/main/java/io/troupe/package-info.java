/**
 * Processes, pools of processes, and what processes share: Python's {@code multiprocessing} for the
 * JVM.
 *
 * <p>Each process is a JVM of its own. It can be killed, unlike a thread, and its crash harms
 * nothing but its own work. Between processes all is passed by value; queues, pipes, locks, shared
 * memory and managed objects are shared, and a handle to one of them can be an argument, a result
 * or an element of another.
 *
 * <h2>Processes and pools</h2>
 *
 * <ul>
 *   <li>{@link io.troupe.Process} runs one function in a JVM of its own. {@link
 *       io.troupe.ExitStatus} says how it ended, {@link io.troupe.Output} where its output goes.
 *   <li>{@link io.troupe.Pool} hands tasks to a number of worker processes;
 *       {@link io.troupe.PoolBuilder} sets its options, {@link io.troupe.Call} names a task and its
 *       limits, {@link io.troupe.AsyncResult} is a result to come.
 *   <li>{@link io.troupe.Context} makes both of one {@linkplain io.troupe.StartMethod kind}: in
 *       processes, or in threads of this JVM.
 *   <li>{@link io.troupe.Queue}, {@link io.troupe.JoinableQueue} and {@link io.troupe.SimpleQueue}
 *       carry items between processes.
 *   <li>{@link io.troupe.Troupe} has the settings of the whole program, and the logs of all
 *       processes.
 * </ul>
 *
 * <h2>The other packages</h2>
 *
 * <ul>
 *   <li>{@code io.troupe.function}: the functions that can cross, as lambdas and method references.
 *   <li>{@code io.troupe.sync}: locks, semaphores, conditions, events and barriers.
 *   <li>{@code io.troupe.memory}: values, arrays and blocks of shared memory.
 *   <li>{@code io.troupe.connection}: pipes, listeners and clients.
 *   <li>{@code io.troupe.manager}: objects that live in one process and are used from all.
 *   <li>{@code io.troupe.actor}: actors of a program's own in processes.
 *   <li>{@code io.troupe.subprocess}: other programs.
 *   <li>{@code io.troupe.ps}: what runs on the machine.
 *   <li>{@code io.troupe.spi}: codecs for a program's own types, and launchers of processes.
 * </ul>
 *
 * <h2>What a process inherits</h2>
 *
 * <p>A process, a worker of a pool and the process of a manager start with what changes the meaning
 * of the program: its class path, its {@code -D}, module and assertion options, whether they stand
 * on the command line or in {@code JAVA_TOOL_OPTIONS} and its kin, and the properties that it has
 * set in code before its first process. They do not inherit agents, debug ports and heap sizes, nor
 * the properties of one JVM: those that each JVM sets itself, such as {@code java.home} and {@code
 * user.dir}, and those that begin with {@code com.sun.management.}, {@code java.rmi.server.} or
 * {@code surefire.}. Of the environment they inherit all but {@code JAVA_TOOL_OPTIONS}, {@code
 * JDK_JAVA_OPTIONS} and {@code _JAVA_OPTIONS}, and they start in the program's working directory.
 *
 * <h2>Conventions</h2>
 *
 * <p>Unless a method says otherwise, arguments and results must not be null, and a null argument is
 * a {@link NullPointerException}. A timeout of zero or less asks without waiting. A method that
 * declares {@link InterruptedException} can be interrupted while it waits.
 *
 * <p>Java has a {@link java.lang.Process} of its own, so that a program imports {@code
 * io.troupe.Process} by name: {@code import io.troupe.*} leaves the name ambiguous.
 */
@NullMarked
package io.troupe;

import org.jspecify.annotations.NullMarked;
