/**
 * Other programs: starting them, feeding them, reading what they write, and finding out how they
 * ended. Python's {@code subprocess}.
 *
 * <ul>
 *   <li>{@link io.troupe.subprocess.Subprocess} has the one-line functions: {@code call},
 *       {@code checkOutput}, {@code getOutput}.
 *   <li>{@link io.troupe.subprocess.Command} says what to run and how,
 *       {@link io.troupe.subprocess.Redirect} where its streams go;
 *       {@link io.troupe.subprocess.Pipeline} connects several.
 *   <li>{@link io.troupe.subprocess.Completed} is a program that has ended, with its
 *       {@link io.troupe.subprocess.Captured} output.
 *   <li>{@link io.troupe.subprocess.Popen} is one that runs.
 * </ul>
 *
 * <h2>What it costs</h2>
 *
 * <p>Programs are started by the JDK, which has a thread wait for the end of each: so there are no
 * zombies, and a small thread for each program that runs. Beside that none waits for a pipe. The
 * JDK's own streams of processes can only be read by a thread that blocks, and lose what is written
 * to them after the program's end, by what it has started. Here pipes are channels, and the thread
 * that waits for a program moves the bytes of all its streams:
 *
 * <pre>
 *   run, communicate:   caller's thread ──► one selector ──► stdin, stdout, stderr
 *   start with streams or consumers:  one thread for the program, until they are at their end
 *   input from a stream:              one thread, for reading that stream may block
 * </pre>
 *
 * <p>A piped stream costs a descriptor, and a second and third one while a thread waits for it.
 * Where the system has no usable {@code /proc}, a pipe costs a thread, too, and loses what the
 * JDK's streams lose.
 */
@NullMarked
package io.troupe.subprocess;

import org.jspecify.annotations.NullMarked;
