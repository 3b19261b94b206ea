/**
 * Code over a link: the object by which a runtime lets others have its program's classes, and those
 * who ask it.
 */
@NullMarked
package io.troupe.internal.code.remote;

import org.jspecify.annotations.NullMarked;
