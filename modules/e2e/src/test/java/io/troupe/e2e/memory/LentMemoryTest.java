package io.troupe.e2e.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.AsyncResult;
import io.troupe.Pool;
import io.troupe.memory.BooleanArray;
import io.troupe.memory.BooleanValue;
import io.troupe.memory.ByteArray;
import io.troupe.memory.ByteValue;
import io.troupe.memory.CharArray;
import io.troupe.memory.CharValue;
import io.troupe.memory.DoubleArray;
import io.troupe.memory.DoubleValue;
import io.troupe.memory.FloatArray;
import io.troupe.memory.FloatValue;
import io.troupe.memory.IntArray;
import io.troupe.memory.IntValue;
import io.troupe.memory.LongArray;
import io.troupe.memory.LongValue;
import io.troupe.memory.SharedMemory;
import io.troupe.memory.ShortArray;
import io.troupe.memory.ShortValue;
import io.troupe.memory.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a task does with values, arrays and lists of this process that it cannot map, since its
 * shared memory is in another directory: as it is on another machine.
 */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class LentMemoryTest {
  @TempDir
  static Path elsewhere;

  private static Pool pool;

  @BeforeAll
  static void start() {
    pool = Pool.builder()
        .processes(2)
        .jvmOptions("-Dtroupe.memory.directory=" + elsewhere)
        .start();
  }

  @AfterAll
  static void end() {
    pool.terminate();
  }

  record Values(
      IntValue ints,
      LongValue longs,
      DoubleValue doubles,
      FloatValue floats,
      ShortValue shorts,
      ByteValue bytes,
      CharValue chars,
      BooleanValue booleans) {}

  static List<Object> useValues(Values all) {
    List<Object> seen = new ArrayList<>();
    seen.add(all.ints().getAndAdd(Integer.MAX_VALUE));
    seen.add(all.ints().compareAndSet(1, 2));
    seen.add(all.ints().updateAndGet(old -> old - 1));
    seen.add(all.longs().getAndSet(Long.MIN_VALUE));
    seen.add(all.longs().incrementAndGet());
    seen.add(all.doubles().addAndGet(0.25));
    seen.add(all.doubles().compareAndSet(0.75, Double.NaN));
    seen.add(all.doubles().compareAndSet(Double.NaN, -0.0));
    seen.add(all.doubles().compareAndSet(0.0, 1));
    seen.add(all.floats().getAndAdd(-0.5f));
    seen.add(all.floats().getAndSet(Float.MIN_VALUE));
    seen.add(all.shorts().addAndGet((short) 10));
    seen.add(all.shorts().compareAndSet((short) -32759, (short) -3));
    seen.add(all.bytes().incrementAndGet());
    seen.add(all.bytes().getAndSet((byte) -2));
    seen.add(all.chars().getAndSet('\uFFFE'));
    seen.add(all.booleans().getAndSet(false));
    seen.add(all.booleans().compareAndSet(false, true));
    seen.add(all.toString().length() > 0);
    return seen;
  }

  @Test
  void values_ofAllTypes_areTheVerySameCells() throws Exception {
    Values all = new Values(
        Value.ofInt(3),
        Value.ofLong(1L << 40),
        Value.ofDouble(0.5),
        Value.ofFloat(1.5f),
        Value.ofShort((short) 32767),
        Value.ofByte((byte) 127),
        Value.ofChar('x'),
        Value.ofBoolean(true));

    List<Object> seen = pool.apply(LentMemoryTest::useValues, all);

    assertThat(seen)
        .containsExactly(
            3,
            false,
            Integer.MIN_VALUE + 1,
            1L << 40,
            Long.MIN_VALUE + 1,
            0.75,
            true,
            true,
            false,
            1.5f,
            1.0f,
            (short) -32759,
            true,
            (byte) -128,
            (byte) -128,
            'x',
            true,
            true,
            true);
    assertThat(all.ints().get()).isEqualTo(Integer.MIN_VALUE + 1);
    assertThat(all.longs().get()).isEqualTo(Long.MIN_VALUE + 1);
    assertThat(Double.doubleToRawLongBits(all.doubles().get())).isEqualTo(Long.MIN_VALUE);
    assertThat(all.floats().get()).isEqualTo(Float.MIN_VALUE);
    assertThat(all.shorts().get()).isEqualTo((short) -3);
    assertThat(all.bytes().get()).isEqualTo((byte) -2);
    assertThat(all.chars().get()).isEqualTo('\uFFFE');
    assertThat(all.booleans().get()).isTrue();
  }

  record Arrays8(
      IntArray ints,
      LongArray longs,
      DoubleArray doubles,
      FloatArray floats,
      ShortArray shorts,
      ByteArray bytes,
      CharArray chars,
      BooleanArray booleans) {}

  static List<Object> useArrays(Arrays8 all) {
    List<Object> seen = new ArrayList<>();
    seen.add(all.ints().toArray());
    all.ints().set(0, -1);
    seen.add(all.ints().getAndAdd(0, 5));
    all.ints().copyFrom(1, 7, 8);
    seen.add(all.longs().getAndSet(2, -9));
    seen.add(all.longs().stream().sum());
    seen.add(all.doubles().getAndAdd(1, 0.5));
    all.doubles().setPlain(0, all.doubles().getPlain(1));
    all.floats().fill(0.25f);
    seen.add(all.floats().compareAndSet(2, 0.25f, 9));
    seen.add(all.shorts().getAndAdd(1, (short) 1));
    seen.add(all.shorts().getAndSet(0, (short) -4));
    seen.add(all.bytes().getAndAdd(2, (byte) 100));
    all.bytes().setPlain(0, (byte) 5);
    seen.add(all.chars().getAndSet(1, 'z'));
    all.chars().copyFrom(2, "abc".toCharArray(), 2, 1);
    seen.add(all.booleans().toArray());
    all.booleans().copyFrom(0, false, true);
    seen.add(all.booleans().getAndSet(2, true));
    seen.add(all.toString());
    return seen;
  }

  @Test
  void arrays_ofAllTypes_areTheVerySameItems() throws Exception {
    Arrays8 all = new Arrays8(
        IntArray.of(1, 2, 3),
        LongArray.of(1, 2, 3),
        DoubleArray.of(1, 2, 3),
        FloatArray.of(1, 2, 3),
        ShortArray.of((short) 1, (short) 32767, (short) 3),
        ByteArray.of((byte) 1, (byte) 2, (byte) 100),
        CharArray.of('a', 'b', 'd'),
        BooleanArray.of(true, false, false));

    List<Object> seen = pool.apply(LentMemoryTest::useArrays, all);

    assertThat(seen.get(0)).isEqualTo(new int[] {1, 2, 3});
    assertThat(seen.subList(1, 10))
        .containsExactly(-1, 3L, -6L, 2.0, true, (short) 32767, (short) 1, (byte) 100, 'b');
    assertThat(seen.get(10)).isEqualTo(new boolean[] {true, false, false});
    assertThat(seen.get(11)).isEqualTo(false);
    assertThat((String) seen.get(12)).contains("IntArray[length=3]");
    assertThat(all.ints().toArray()).containsExactly(4, 7, 8);
    assertThat(all.longs().toArray()).containsExactly(1, 2, -9);
    assertThat(all.doubles().toArray()).containsExactly(2.5, 2.5, 3);
    assertThat(all.floats().toArray()).containsExactly(0.25f, 0.25f, 9);
    assertThat(all.shorts().toArray()).containsExactly((short) -4, Short.MIN_VALUE, (short) 3);
    assertThat(all.bytes().toArray()).containsExactly((byte) 5, (byte) 2, (byte) 200);
    assertThat(all.chars().toArray()).containsExactly('a', 'z', 'c');
    assertThat(all.booleans().toArray()).containsExactly(false, true, true);
  }

  static long sumAndDouble(LongArray array) {
    long[] items = array.toArray();
    array.copyFrom(0, Arrays.stream(items).map(item -> 2 * item).toArray());
    return LongStream.of(items).sum();
  }

  @Test
  void arrayOfManyParts_isCopiedWhole_inAndOut() throws Exception {
    int length = 1_500_001; // 12 MB
    LongArray array = LongArray.of(LongStream.range(0, length).toArray());

    long sum = pool.apply(LentMemoryTest::sumAndDouble, array);

    assertThat(sum).isEqualTo((long) length * (length - 1) / 2);
    assertThat(array.toArray())
        .isEqualTo(LongStream.range(0, length).map(i -> 2 * i).toArray());
  }

  static boolean fill(DoubleArray array) {
    array.fill(Math.PI);
    return true;
  }

  @Test
  void emptyAndLargeArray_areFilled() throws Exception {
    DoubleArray large = DoubleArray.ofLength(100_000);
    assertThat(pool.apply(LentMemoryTest::fill, large)).isTrue();
    assertThat(large.stream()).allMatch(item -> item == Math.PI);
    assertThat(pool.apply(LentMemoryTest::fill, DoubleArray.ofLength(0))).isTrue();
  }

  static void beyond(IntArray array) {
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> array.get(3));
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> array.set(-1, 0));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> array.copyTo(1, new int[3], 0, 3));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> array.copyTo(0, new int[2], 0, 3));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> array.copyFrom(2, 1, 2));
    array.close();
    array.close();
    assertThat(array.length()).isEqualTo(3);
    assertThatIllegalStateException()
        .isThrownBy(() -> array.get(0))
        .withMessageContaining("closed");
    assertThatIllegalStateException().isThrownBy(array::toArray);
    assertThatIllegalStateException().isThrownBy(() -> array.fill(0));
    assertThatIllegalStateException().isThrownBy(array::name);
    assertThatIllegalStateException().isThrownBy(() -> array.getLock().tryLock());
  }

  @Test
  void misuse_throwsWhatItThrowsOnOneMachine() throws Exception {
    IntArray array = IntArray.of(1, 2, 3);
    pool.applyAsync(
            items -> {
              beyond(items);
              return true;
            },
            array)
        .get();
    assertThat(array.toArray()).containsExactly(1, 2, 3);
  }

  static boolean interrupted(IntValue value) {
    Thread.currentThread().interrupt();
    value.set(value.get() + 1);
    return Thread.interrupted();
  }

  @Test
  void interruptedThread_usesItAsIfItWereHere_andStaysInterrupted() throws Exception {
    IntValue value = Value.ofInt(1);
    assertThat(pool.apply(LentMemoryTest::interrupted, value)).isTrue();
    assertThat(value.get()).isEqualTo(2);
  }

  static int count(IntValue ints, DoubleValue doubles, int times) {
    for (int i = 0; i < times; i++) {
      ints.incrementAndGet();
      doubles.getAndAdd(0.5);
    }
    return times;
  }

  @Test
  void increments_fromHereAndElsewhere_loseNothing() throws Exception {
    IntValue ints = Value.ofInt(0);
    DoubleValue doubles = Value.ofDouble(0);
    List<AsyncResult<Integer>> others = IntStream.range(0, 2)
        .mapToObj(i -> pool.applyAsync(LentMemoryTest::count, ints, doubles, 2_000))
        .toList();
    int here = 0;
    while (!others.stream().allMatch(AsyncResult::isDone)) {
      here += count(ints, doubles, 100);
    }
    int there = 0;
    for (AsyncResult<Integer> each : others) {
      there += each.get();
    }
    assertThat(ints.get()).isEqualTo(here + there);
    assertThat(doubles.get()).isEqualTo(0.5 * (here + there));
  }

  static long sizeOf(SharedMemory memory) {
    return memory.size();
  }

  @Test
  void sharedMemory_isOfOneMachine_andSaysSo() throws Exception {
    SharedMemory memory = SharedMemory.create(64);
    assertThatThrownBy(() -> pool.apply(LentMemoryTest::sizeOf, memory))
        .hasMessageContaining("of another machine");
    memory.unlink();
  }
}
