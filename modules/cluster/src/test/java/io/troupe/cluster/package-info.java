/** Tests with real nodes: each is a JVM of its own. */
@NullMarked
package io.troupe.cluster;

import org.jspecify.annotations.NullMarked;
