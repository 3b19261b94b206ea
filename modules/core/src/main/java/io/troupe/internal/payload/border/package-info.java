/**
 * The values that may come from a program beyond this machine, and go there. Payloads stay encoded
 * on their way through a manager, and are decoded later by the process that takes them out, which
 * may be another; so they are looked through where they come in, before anything takes them.
 *
 * <p>A class that a payload names is made, called or read only if the program has allowed it by
 * name, or if it is known to do no more than hold values: those of the contract itself, throwables
 * of the JDK and of Troupe, and records whose constructor has no code of its own.
 */
@NullMarked
package io.troupe.internal.payload.border;

import org.jspecify.annotations.NullMarked;
