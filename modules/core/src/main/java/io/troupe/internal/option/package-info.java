/**
 * Checks of options.
 */
@NullMarked
package io.troupe.internal.option;

import org.jspecify.annotations.NullMarked;
