/**
 * How fast Troupe is: {@code Compare} does the same work in Troupe and in CPython, JMH classes look at single parts.
 *
 * <pre>
 *  Compare ── Benchmarks: what can be compared, and what it must reach, in one list a group (ProgramRows, PoolRows, …)
 *    ├── comparison: rounds, sessions, verdicts
 *    ├── program: whole programs
 *    ├── the work of each other row on one machine
 *    └── cluster: that on nodes
 * </pre>
 *
 * A new row is an entry in the list of its group, its work here, and its counterpart of the same name in {@code compare.py}.
 */
@NullMarked
package io.troupe.benchmarks;

import org.jspecify.annotations.NullMarked;
