package io.troupe.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.troupe.sync.Hold;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ArrayTest {

  @Test
  @Tag("C079")
  @Tag("C081")
  @DisplayName("C079, C081: items, slices, prefix sums")
  void intArray_itemsAndSlices_likePython() throws IOException {
    IntArray array = IntArray.of(680, 626, 934, 821, 150, 233, 548, 982, 714, 831);
    assertThat(array.length()).isEqualTo(10);
    assertThat(array.get(5)).isEqualTo(233);
    int[] slice = new int[5];
    array.copyTo(2, slice, 0, 5);
    assertThat(slice).containsExactly(934, 821, 150, 233, 548);
    array.copyFrom(4, 1, 2, 3, 4);
    assertThat(array.toArray()).containsExactly(680, 626, 934, 821, 1, 2, 3, 4, 714, 831);

    int[] expected = array.toArray();
    Arrays.parallelPrefix(expected, Integer::sum);
    IntArray attached = (IntArray) Array.attach(array.name());
    for (int i = 1; i < attached.length(); i++) {
      attached.set(i, attached.get(i) + attached.get(i - 1));
    }
    assertThat(array.toArray()).isEqualTo(expected);
    assertThat(array.stream().sum()).isEqualTo(Arrays.stream(expected).sum());
  }

  @Test
  @Tag("C083")
  @DisplayName("C083: no array has the type x")
  void attach_unknownType_isRefused() {
    String unknown = IntArray.of(1).name().replaceFirst("ai:", "ax:");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Array.attach(unknown))
        .withMessageContaining("'x'");
  }

  @Test
  @Tag("C082")
  @DisplayName("C082: each array has one lock, whatever the handle")
  void getLock_twoHandles_areOneLock() throws Exception {
    IntArray array = IntArray.ofLength(100_000);
    try (Hold held = array.hold()) {
      assertThat(held).isNotNull();
      assertThat(Array.attach(array.name()).getLock().getHoldCount()).isEqualTo(1);
    }
    assertThat(array.getLock().locked()).isFalse();
  }

  @Test
  @Tag("C080")
  @DisplayName("C080: an array by length is full of zeros, also in used memory")
  void ofLength_memoryUsedBefore_isZero() {
    for (int round = 0; round < 3; round++) {
      try (IntArray array = IntArray.ofLength(10)) {
        assertThat(array.toArray()).containsOnly(0);
        array.copyFrom(0, IntStream.range(1, 11).toArray());
        assertThat(array.stream().sum()).isEqualTo(55);
      }
    }
  }

  @Test
  @Tag("X122")
  @DisplayName("X122: an index outside is refused, everywhere")
  void index_outside_isRefused() {
    DoubleArray array = DoubleArray.ofLength(3);
    assertOutside(() -> array.get(3));
    assertOutside(() -> array.get(-1));
    assertOutside(() -> array.set(Integer.MAX_VALUE, 1));
    assertOutside(() -> array.set(0x2000_0000, 1)); // times 8 is 0 in an int
    assertOutside(() -> array.getPlain(-3));
    assertOutside(() -> array.setPlain(3, 1));
    assertOutside(() -> array.getAndAdd(3, 1));
    assertOutside(() -> array.compareAndSet(3, 0, 1));
    assertOutside(() -> array.copyFrom(2, 1.0, 2.0));
    assertOutside(() -> array.copyTo(0, new double[4], 0, 4));
    assertOutside(() -> array.copyTo(0, new double[2], 0, 3));
    assertOutside(() -> array.copyTo(0, new double[2], 2, 1));
    assertOutside(() -> array.copyFrom(0, new double[2], 1, 2));
    assertOutside(() -> BooleanArray.ofLength(3).copyFrom(0, new boolean[2], 1, 2));
    assertThat(array.toArray()).containsOnly(0);
  }

  private static void assertOutside(ThrowingCallable call) {
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(call);
  }

  @Test
  void ofLength_impossible_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IntArray.ofLength(-1))
        .withMessageContaining("-1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DoubleArray.ofLength(1 << 28))
        .withMessageContaining("2 GiB");
    assertThatIllegalArgumentException().isThrownBy(() -> ByteArray.ofLength(Integer.MAX_VALUE));
  }

  @Test
  void ofLength_zero_isEmpty() throws IOException {
    LongArray array = LongArray.ofLength(0);
    assertThat(array.toArray()).isEmpty();
    assertThat(((LongArray) Array.attach(array.name())).length()).isZero();
    assertOutside(() -> array.get(0));
  }

  @Property(tries = 50)
  void roundTrip_anyItems_isExact(
      @ForAll int[] ints,
      @ForAll long[] longs,
      @ForAll double[] doubles,
      @ForAll float[] floats,
      @ForAll short[] shorts,
      @ForAll byte[] bytes,
      @ForAll char[] chars,
      @ForAll boolean[] booleans) {
    assertThat(IntArray.of(ints).toArray()).isEqualTo(ints);
    assertThat(LongArray.of(longs).toArray()).isEqualTo(longs);
    assertThat(DoubleArray.of(doubles).toArray()).isEqualTo(doubles);
    assertThat(FloatArray.of(floats).toArray()).isEqualTo(floats);
    assertThat(ShortArray.of(shorts).toArray()).isEqualTo(shorts);
    assertThat(ByteArray.of(bytes).toArray()).isEqualTo(bytes);
    assertThat(CharArray.of(chars).toArray()).isEqualTo(chars);
    assertThat(BooleanArray.of(booleans).toArray()).isEqualTo(booleans);
  }

  @Property(tries = 50)
  void getAndSet_narrowItems_leaveTheirNeighbours(@ForAll byte[] bytes, @ForAll short[] shorts) {
    ByteArray byteArray = ByteArray.ofLength(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      byteArray.set(i, (byte) ~bytes[i]);
      assertThat(byteArray.compareAndSet(i, bytes[i], (byte) 0)).isFalse();
      assertThat(byteArray.getAndSet(i, bytes[i])).isEqualTo((byte) ~bytes[i]);
      assertThat(byteArray.get(i)).isEqualTo(bytes[i]).isEqualTo(byteArray.getPlain(i));
    }
    assertThat(byteArray.toArray()).isEqualTo(bytes);
    ShortArray shortArray = ShortArray.ofLength(shorts.length);
    for (int i = 0; i < shorts.length; i++) {
      shortArray.getAndAdd(i, shorts[i]);
      assertThat(shortArray.get(i)).isEqualTo(shorts[i]).isEqualTo(shortArray.getPlain(i));
    }
    assertThat(shortArray.toArray()).isEqualTo(shorts);
  }

  @Test
  void getAndAdd_neighboursFromManyThreads_losesNothing() {
    ByteArray bytes = ByteArray.ofLength(5);
    FloatArray floats = FloatArray.ofLength(5);
    IntStream.range(0, 5 * 100).parallel().forEach(i -> {
      bytes.getAndAdd(i % 5, (byte) 1);
      floats.getAndAdd(i % 5, 0.5f);
    });
    assertThat(bytes.toArray()).containsOnly(100);
    assertThat(floats.toArray()).containsOnly(50f);
  }

  @Test
  void fill_everyType_setsAll() {
    CharArray chars = CharArray.ofLength(7);
    chars.fill('x');
    assertThat(chars.toArray()).containsOnly('x');
    BooleanArray booleans = BooleanArray.ofLength(7);
    booleans.fill(true);
    assertThat(booleans.toArray()).containsOnly(true);
    LongArray longs = LongArray.ofLength(100_000);
    longs.fill(-7);
    assertThat(longs.stream()).allMatch(v -> v == -7);
  }

  @Test
  void largeArray_hasMemoryOfItsOwn_andIsZero() throws IOException {
    IntArray array = IntArray.ofLength(1_000_000);
    array.set(999_999, 5);
    IntArray attached = (IntArray) Array.attach(array.name());
    array.close();
    assertThat(attached.get(999_999)).isEqualTo(5);
    assertThat(attached.get(0)).isZero();
  }

  @Test
  void close_thenAccess_isRefused() {
    IntArray array = IntArray.of(1, 2);
    array.close();
    array.close();
    assertThatIllegalStateException().isThrownBy(() -> array.get(0));
    assertThatIllegalStateException().isThrownBy(array::toArray);
    assertThatIllegalStateException().isThrownBy(() -> array.fill(1));
    assertThat(array.length()).isEqualTo(2);
    assertThat(array).hasToString("IntArray[length=2]");
  }
}
