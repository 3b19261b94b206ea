/** Runs each sample as a user would and reads what it prints. */
@NullMarked
package io.troupe.samples;

import org.jspecify.annotations.NullMarked;
