/**
 * Processes, pools of them and what they share: Python's {@code multiprocessing} for the JVM.
 *
 * <p>Unless a method says otherwise, arguments and results must not be null, and a null argument is a
 * {@link NullPointerException}.
 */
@NullMarked
package io.troupe;

import org.jspecify.annotations.NullMarked;
