/**
 * The side of the host: reads what its processes log, and hands it to the program's own logging.
 */
@NullMarked
package io.troupe.internal.logs.host;

import org.jspecify.annotations.NullMarked;
