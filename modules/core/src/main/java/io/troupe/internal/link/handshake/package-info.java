/** How the two sides of a link prove to each other that they know the same key. */
@NullMarked
package io.troupe.internal.link.handshake;

import org.jspecify.annotations.NullMarked;
