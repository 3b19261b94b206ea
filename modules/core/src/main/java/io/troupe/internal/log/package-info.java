/** What Troupe has to say for the program's log. Knows no other package. */
@NullMarked
package io.troupe.internal.log;

import org.jspecify.annotations.NullMarked;
