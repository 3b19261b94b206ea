/** Other programs, started by programs of their own. */
package io.troupe.e2e.subprocess;
