/** The documentation keeps its word. */
package io.troupe.e2e.docs;
