package io.troupe.internal.memory;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class WindowsTest {

  @Property
  void find_anyPart_liesInItsWindow(
      @ForAll @LongRange(min = 1, max = 1L << 40) long size,
      @ForAll @LongRange(min = 0, max = 1L << 40) long from,
      @ForAll @LongRange(min = 0, max = 1L << 31) long bytes) {
    Segment.Windows windows = Segment.Windows.of(size);
    long offset = from % (size + 1);
    long part = Math.min(Math.min(bytes, windows.longestPart()), size - offset);
    int window = windows.find(offset);
    assertThat(window).isBetween(0, windows.count() - 1);
    assertThat(offset).isGreaterThanOrEqualTo(windows.start(window));
    assertThat(offset + part).isLessThanOrEqualTo(windows.start(window) + windows.length(window));
  }

  @Example
  void count_aroundTheLongestMapping_isOneThenMore() {
    assertThat(Segment.Windows.of(1).count()).isOne();
    assertThat(Segment.Windows.of(Integer.MAX_VALUE).count()).isOne();
    assertThat(Segment.Windows.of(1L << 31).count()).isEqualTo(2);
    assertThat(Segment.Windows.of((1L << 31) + 1).count()).isEqualTo(3);
  }
}
