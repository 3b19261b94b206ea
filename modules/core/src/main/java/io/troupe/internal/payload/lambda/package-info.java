/** Functions as data: how a lambda is taken apart, named in errors, and put together again. */
@NullMarked
package io.troupe.internal.payload.lambda;

import org.jspecify.annotations.NullMarked;
