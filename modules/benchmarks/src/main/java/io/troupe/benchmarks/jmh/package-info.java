/**
 * JMH benchmarks of single parts, each with what the JDK offers for the same.
 *
 * <pre>
 * modules/benchmarks/compare --list       # builds what is missing
 * java -cp "modules/benchmarks/target/classes:modules/benchmarks/target/lib/*" org.openjdk.jmh.Main PayloadBench
 * </pre>
 */
@NullMarked
package io.troupe.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
