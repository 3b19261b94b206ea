/**
 * How a child JVM comes up and how it ends: the command line that starts it, the class archive that
 * makes it quick, its main class, and its exit.
 *
 * <p>The command line holds no secret and no user data; those follow in a {@code BootRecord} on
 * standard input. The library's own jars stand first on the class path, because a class archive is
 * valid for any class path that begins with the jars that it was made from.
 *
 * <p>A spare is idle, so it goes through a first piece of work beforehand: {@code Rehearsal} with
 * classes that are in the archive, {@code Improvisation} with one that is not. Code that runs once
 * is interpreted, and linking a lambda takes longer than what most of them do: the way from the
 * frame with the work to the exit is short and has none.
 *
 * <p>The exit is a shutdown hook like others, which waits for the others where it can know them:
 * when the program's own threads have ended. See {@code io.troupe.internal.process} for what the
 * host makes of it.
 */
@NullMarked
package io.troupe.internal.boot;

import org.jspecify.annotations.NullMarked;
