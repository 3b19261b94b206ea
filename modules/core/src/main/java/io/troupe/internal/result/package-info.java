/**
 * Results that come later: how something ended, the promise of it, and sequences of such.
 *
 * <p>A promise is <em>decided</em> once, by the first of these: the outcome, a timeout, a
 * cancellation, the end of the pool. It is <em>ready</em> once its callbacks have run, too. Values
 * are decoded on the thread that asks for them.
 */
@NullMarked
package io.troupe.internal.result;

import org.jspecify.annotations.NullMarked;
