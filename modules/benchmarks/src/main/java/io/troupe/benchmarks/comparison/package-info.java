/**
 * What a comparison is, whatever is compared: benchmarks with their goals, the rounds that they are done in, and the table that
 * comes out.
 *
 * <pre>
 *  Comparison ── round by round ──┬── Work in Troupe
 *                                 ├── Work of a baseline or a peer
 *                                 └── CPython ◄─ Session: "name count" / "ok nanoseconds" ─► compare.py
 * </pre>
 */
@NullMarked
package io.troupe.benchmarks.comparison;

import org.jspecify.annotations.NullMarked;
