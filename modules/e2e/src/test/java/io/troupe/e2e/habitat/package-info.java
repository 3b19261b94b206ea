/** Programs that live elsewhere than on a plain class path. */
package io.troupe.e2e.habitat;
