package io.troupe.internal.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class FreeSpaceTest {
  private static final int SIZE = 10_000;

  private record Range(int offset, int length) {
    boolean overlaps(Range other) {
      return offset < other.offset + other.length && other.offset < offset + length;
    }
  }

  @Property(tries = 200)
  @Tag("C154")
  @Label("C154: what is taken never overlaps, and all is free at the end")
  void takeAndGive_anyOrder_neverOverlapsAndJoinsAgain(
      @ForAll @Size(max = 300) List<@IntRange(min = -500, max = 500) Integer> steps) {
    FreeSpace space = new FreeSpace(SIZE);
    List<Range> taken = new ArrayList<>();
    for (int step : steps) {
      if (step > 0) {
        take(space, taken, step);
      } else if (!taken.isEmpty()) {
        Range range = taken.remove(-step % taken.size());
        space.give(range.offset, range.length);
      }
    }
    taken.forEach(range -> space.give(range.offset, range.length));
    assertThat(space.isUntouched()).isTrue();
    assertThat(space.take(SIZE)).isZero();
  }

  private static void take(FreeSpace space, List<Range> taken, int length) {
    int offset = space.take(length);
    if (offset < 0) {
      return;
    }
    Range range = new Range(offset, length);
    assertThat(offset + length).isLessThanOrEqualTo(SIZE);
    assertThat(taken).noneMatch(range::overlaps);
    taken.add(range);
  }

  @Example
  void take_nothingLongEnough_returnsMinusOne() {
    FreeSpace space = new FreeSpace(100);
    assertThat(space.take(101)).isEqualTo(-1);
    assertThat(space.take(100)).isZero();
    assertThat(space.take(1)).isEqualTo(-1);
  }

  @Example
  void give_freeOrOutside_isRefused() {
    FreeSpace space = new FreeSpace(100);
    assertThatIllegalArgumentException().isThrownBy(() -> space.give(0, 10));
    int offset = space.take(10);
    assertThatIllegalArgumentException().isThrownBy(() -> space.give(offset + 5, 10));
    assertThatIllegalArgumentException().isThrownBy(() -> space.give(-1, 10));
    assertThatIllegalArgumentException().isThrownBy(() -> space.give(95, 10));
    space.give(offset, 10);
    assertThat(space.isUntouched()).isTrue();
  }
}
