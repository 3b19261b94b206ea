/**
 * How fast Troupe is: {@code Compare} does the same work in Troupe and in CPython, JMH classes look at single parts.
 *
 * <pre>
 *  Compare ── Comparison, round by round ──┬── Work in Troupe ──► processes, pools
 *    │                                     └── CPython ◄─ "name count" / "ok nanoseconds" ─► compare.py
 *  Benchmarks: what can be compared, and what it must reach
 * </pre>
 *
 * A new row is a line in {@code Benchmarks}, its work here, and its counterpart of the same name in {@code compare.py}.
 */
@NullMarked
package io.troupe.benchmarks;

import org.jspecify.annotations.NullMarked;
