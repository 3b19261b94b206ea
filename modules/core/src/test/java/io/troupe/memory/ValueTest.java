package io.troupe.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.troupe.sync.Hold;
import io.troupe.sync.RLock;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ValueTest {

  @Test
  @Tag("C075")
  @DisplayName("C075: each type holds its values")
  void of_eachType_holdsWhatItWasGiven() {
    assertThat(Value.ofInt(4343).get()).isEqualTo(4343);
    assertThat(Value.ofDouble(3.625).get()).isEqualTo(3.625);
    assertThat(Value.ofShort((short) -232).get()).isEqualTo((short) -232);
    assertThat(Value.ofLong(1L << 33).get()).isEqualTo(1L << 33);
    assertThat(Value.ofByte((byte) 'x').get()).isEqualTo((byte) 'x');
    assertThat(Value.ofFloat(-4.25f).get()).isEqualTo(-4.25f);
    assertThat(Value.ofChar('ü').get()).isEqualTo('ü');
    assertThat(Value.ofBoolean(true).get()).isTrue();
  }

  @Test
  void set_extremes_comeBack() {
    assertThat(LongStream.of(Long.MIN_VALUE, Long.MAX_VALUE, -1))
        .allMatch(v -> Value.ofLong(v).get() == v);
    assertThat(IntStream.of(Integer.MIN_VALUE, Integer.MAX_VALUE, -1))
        .allMatch(v -> Value.ofInt(v).get() == v);
    assertThat(Value.ofByte(Byte.MIN_VALUE).get()).isEqualTo(Byte.MIN_VALUE);
    assertThat(Value.ofShort(Short.MIN_VALUE).get()).isEqualTo(Short.MIN_VALUE);
    assertThat(Value.ofChar('\uffff').get()).isEqualTo('\uffff');
    double odd = Double.longBitsToDouble(0x7ff0_0000_dead_beefL);
    assertThat(Double.doubleToRawLongBits(Value.ofDouble(odd).get()))
        .isEqualTo(Double.doubleToRawLongBits(odd));
  }

  @Test
  @Tag("C078")
  @DisplayName("C078: no value has the type x")
  void attach_unknownType_isRefused() {
    String unknown = Value.ofInt(1).name().replaceFirst("vi:", "vx:");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Value.attach(unknown))
        .withMessageContaining("'x'");
  }

  @Test
  @Tag("C077")
  @DisplayName("C077: each value has one lock, whatever the handle")
  void getLock_twoHandles_areOneLock() throws Exception {
    LongValue value = Value.ofLong(1);
    Value handle = Value.attach(value.name());
    try (Hold held = value.hold()) {
      assertThat(held).isNotNull();
      assertThat(handle.getLock().getHoldCount()).isEqualTo(1);
      handle.getLock().acquire();
      assertThat(value.getLock().getHoldCount()).isEqualTo(2);
      handle.getLock().release();
    }
    assertThat(handle.getLock().locked()).isFalse();
    assertThat(Value.ofLong(1).getLock().locked()).isFalse();
  }

  @Test
  void getLock_closedValue_isRefused_alsoByTheLock() {
    LongValue value = Value.ofLong(1);
    RLock lock = value.getLock();
    value.close();
    assertThatIllegalStateException().isThrownBy(value::hold);
    assertThatIllegalStateException().isThrownBy(lock::tryLock);
  }

  @Test
  @Tag("X121")
  void arithmetic_returnsOldOrNewAndWrapsAround() {
    IntValue ints = Value.ofInt(Integer.MAX_VALUE);
    assertThat(ints.incrementAndGet()).isEqualTo(Integer.MIN_VALUE);
    assertThat(ints.getAndAdd(5)).isEqualTo(Integer.MIN_VALUE);
    assertThat(ints.updateAndGet(v -> v - Integer.MIN_VALUE)).isEqualTo(5);
    assertThat(ints.getAndSet(1)).isEqualTo(5);
    ByteValue bytes = Value.ofByte(Byte.MAX_VALUE);
    assertThat(bytes.incrementAndGet()).isEqualTo(Byte.MIN_VALUE);
    assertThat(bytes.getAndAdd((byte) -1)).isEqualTo(Byte.MIN_VALUE);
    assertThat(bytes.get()).isEqualTo(Byte.MAX_VALUE);
    DoubleValue doubles = Value.ofDouble(0.5);
    assertThat(doubles.addAndGet(0.25)).isEqualTo(0.75);
    assertThat(doubles.compareAndSet(0.75, Double.NaN)).isTrue();
    assertThat(doubles.compareAndSet(Double.NaN, 1)).isTrue();
    BooleanValue flag = Value.ofBoolean(false);
    assertThat(flag.compareAndSet(true, true)).isFalse();
    assertThat(flag.getAndSet(true)).isFalse();
    assertThat(flag).hasToString("true");
  }

  @Test
  void incrementAndGet_fromManyThreads_losesNothing() {
    LongValue longs = Value.ofLong(0);
    ShortValue shorts = Value.ofShort((short) 0);
    DoubleValue doubles = Value.ofDouble(0);
    IntStream.range(0, 20_000).parallel().forEach(i -> {
      longs.incrementAndGet();
      shorts.incrementAndGet();
      doubles.getAndAdd(1);
    });
    assertThat(longs.get()).isEqualTo(20_000);
    assertThat(shorts.get()).isEqualTo((short) 20_000);
    assertThat(doubles.get()).isEqualTo(20_000.0);
  }

  @Test
  void attach_byName_sharesTheCell() throws IOException {
    CharValue made = Value.ofChar('a');
    CharValue attached = (CharValue) Value.attach(made.name());
    attached.set('b');
    assertThat(made.get()).isEqualTo('b');
    made.close();
    assertThat(attached.get()).isEqualTo('b');
    assertThat(((CharValue) Value.attach(attached.name())).get()).isEqualTo('b');
  }

  @Test
  void attach_givenBack_failsClearly() {
    IntValue made = Value.ofInt(1);
    String name = made.name();
    made.close();
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> Value.attach(name))
        .withMessageContaining("gave this memory back");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "vi", "vi:", "vi:x", "ai:troupe-1/0/0/8", "vx:a/b", "vi:nobody/64/1/8"})
  void attach_notAName_isRefused(String name) {
    assertThatExceptionOfType(Exception.class)
        .isThrownBy(() -> Value.attach(name))
        .matches(e -> e instanceof IllegalArgumentException || e instanceof NoSuchFileException);
  }

  @Test
  void attach_nameOfAnArray_isRefused() {
    IntArray array = IntArray.ofLength(2);
    assertThatIllegalArgumentException().isThrownBy(() -> Value.attach(array.name()));
  }

  @Test
  void close_thenAccess_isRefused() {
    IntValue value = Value.ofInt(1);
    value.close();
    value.close();
    assertThatIllegalStateException().isThrownBy(value::get);
    assertThatIllegalStateException().isThrownBy(() -> value.set(2));
    assertThatIllegalStateException().isThrownBy(value::incrementAndGet);
    assertThatIllegalStateException().isThrownBy(value::name);
  }

  @Test
  void of_manyValues_doNotDisturbEachOther() {
    List<IntValue> values = IntStream.range(0, 5_000).mapToObj(Value::ofInt).toList();
    assertThat(IntStream.range(0, 5_000)).allMatch(i -> values.get(i).get() == i);
    values.forEach(Value::close);
    assertThat(Value.ofInt(0).get()).isZero();
  }
}
