/** x */
@NullMarked
package io.troupe.internal.connection;

import org.jspecify.annotations.NullMarked;
