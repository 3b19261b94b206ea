/**
 * Tests with real processes. A test that checks a behaviour of the original names its case: {@code @Tag("C013")}. {@link
 * io.troupe.e2e.CoverageTest} prints which cases are covered.
 */
package io.troupe.e2e;
