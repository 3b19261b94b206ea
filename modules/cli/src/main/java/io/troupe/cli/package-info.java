/**
 * The command {@code troupe}. {@link io.troupe.cli.Main} is the command line as a whole; each
 * command is a class of its own. Exit codes: 0 for success, 1 where something has failed on the
 * way, 2 for what the operator has to put right.
 */
@NullMarked
package io.troupe.cli;

import org.jspecify.annotations.NullMarked;
