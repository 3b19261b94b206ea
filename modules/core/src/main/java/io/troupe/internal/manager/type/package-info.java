/**
 * Objects of the program's own types in a manager, and what they return that lives where they do.
 */
@NullMarked
package io.troupe.internal.manager.type;

import org.jspecify.annotations.NullMarked;
