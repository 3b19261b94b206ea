/**
 * How a child JVM comes up: the command line that starts it, the class archive that makes it quick, and its main class.
 *
 * <p>The command line holds no secret and no user data; those follow in a {@code BootRecord} on standard input. The
 * library's own jars stand first on the class path, because a class archive is valid for whatever class path begins with
 * the jars that it was made from.
 */
@NullMarked
package io.troupe.internal.boot;

import org.jspecify.annotations.NullMarked;
