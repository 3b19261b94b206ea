package io.troupe.internal.payload;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.troupe.proto.Identity;
import io.troupe.proto.Ping;
import java.io.File;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.AbstractMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.Currency;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.Vector;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
@Tag("X052")
@SuppressWarnings({"JdkObsolete", "JavaUtilDate", "AddressSelection", "ArrayRecordComponent"
}) // old types cross too
class ValuesTest {
  private static final Payloads PAYLOADS = Payloads.standard();

  enum Shape {
    PLAIN,
    WITH_BODY {
      @Override
      double area() {
        return 1;
      }
    };

    double area() {
      return 0;
    }
  }

  record Empty() {}

  record Job(
      int number,
      long big,
      double ratio,
      boolean flag,
      char sign,
      byte small,
      short mid,
      float less,
      String name) {}

  record Pair<A, B>(A first, B second) {}

  record Hidden(String name) {
    /** Not what the field holds: a round trip must not go through it. */
    @Override
    public String name() {
      return "hidden";
    }
  }

  record Variable(String... names) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Variable v && Arrays.equals(names, v.names);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(names);
    }
  }

  static final class Plain implements Serializable {
    private static final long serialVersionUID = 1L;
    private final String name;
    private final Optional<String> nick;

    Plain(String name, Optional<String> nick) {
      this.name = name;
      this.nick = nick;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Plain p && p.name.equals(name) && p.nick.equals(nick);
    }

    @Override
    public int hashCode() {
      return name.hashCode();
    }
  }

  static Stream<Object> scalars() {
    return Stream.of(
        true,
        false,
        0,
        1,
        -1,
        63,
        64,
        -64,
        -65,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        0L,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        (short) -3,
        Short.MIN_VALUE,
        (byte) 7,
        Byte.MIN_VALUE,
        'x',
        '\uFFFF',
        '\uD800',
        1.5f,
        -0.0f,
        Float.NaN,
        Float.intBitsToFloat(0x7FC00001),
        Float.MIN_VALUE,
        2.25,
        -0.0,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.longBitsToDouble(0x7FF8000000000001L),
        Double.MIN_VALUE,
        BigInteger.ZERO,
        BigInteger.TWO.pow(4000).negate(),
        new BigDecimal("1.50"),
        new BigDecimal("-1E+400"),
        new BigDecimal(BigInteger.ONE, Integer.MIN_VALUE));
  }

  static Stream<Object> texts() {
    return Stream.of(
        "",
        "hello",
        "Grüße, мир, 世界, 😀",
        "\uFFFD",
        "a\uD800b",
        "\uDC00",
        "\uDE00\uD83D",
        "\0",
        "x".repeat(100_000),
        new UUID(-1, 5),
        URI.create("http://example.com/a?b=%20#c"),
        URI.create("mailto:a@b"),
        Path.of("/tmp/a b"),
        Path.of("relative/../x"),
        StandardCharsets.UTF_16LE,
        new File("x/y"),
        Locale.forLanguageTag("sr-Latn-RS"),
        new Locale("no", "NO", "NY"),
        Currency.getInstance("EUR"));
  }

  static Stream<Object> lists() {
    List<Object> nested = new ArrayList<>(Arrays.asList(null, 1, "two", List.of(3L, List.of())));
    return Stream.of(
        new ArrayList<>(),
        nested,
        new ArrayList<>(List.of(1, -2, 3)),
        new ArrayList<>(List.of(1L, Long.MIN_VALUE)),
        new ArrayList<>(List.of(1.0, Double.NaN, -0.0)),
        new ArrayList<>(List.of(1, 2L)),
        List.of(),
        List.of(1),
        List.of(1, 2),
        List.of("a", "b", "c"),
        List.copyOf(Set.of(4)),
        Stream.of(1, 2).toList(),
        Stream.of().toList(),
        Stream.of(1, null, 3).toList(),
        Stream.of("x").toList(),
        new LinkedList<>(List.of(1, 2)),
        new LinkedList<>(Arrays.asList("a", null)),
        Arrays.asList(1, null),
        Arrays.asList(1.5, 2.5),
        Arrays.asList(),
        Collections.emptyList(),
        Collections.singletonList(null),
        Collections.nCopies(3, "x"),
        Collections.unmodifiableList(new ArrayList<>(List.of(1))),
        new Vector<>(List.of(1)),
        new CopyOnWriteArrayList<>(List.of("a")));
  }

  static Stream<Object> sets() {
    TreeSet<String> reverse = new TreeSet<>(Comparator.reverseOrder());
    reverse.addAll(List.of("a", "b"));
    Set<Integer> concurrent = ConcurrentHashMap.newKeySet();
    concurrent.add(5);
    return Stream.of(
        new HashSet<>(Arrays.asList(1, null, "x")),
        new LinkedHashSet<>(List.of(3, 1, 2)),
        new TreeSet<>(List.of(3, 1, 2)),
        reverse,
        Set.of(),
        Set.of(1),
        Set.of(1, 2),
        Set.of(1, 2, 3, 4),
        concurrent,
        EnumSet.of(Shape.WITH_BODY),
        EnumSet.noneOf(Shape.class),
        EnumSet.allOf(TimeUnit.class),
        Collections.emptySet(),
        Collections.singleton("x"),
        Collections.newSetFromMap(new ConcurrentHashMap<String, Boolean>()));
  }

  static Stream<Object> maps() {
    TreeMap<String, Integer> tree = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    tree.put("A", 1);
    Properties properties = new Properties();
    properties.setProperty("a", "b");
    Map<Object, Object> odd = new HashMap<>();
    odd.put(null, null);
    odd.put(List.of(1), Map.of("k", new ArrayList<>(List.of(1.5))));
    return Stream.of(
        odd,
        new LinkedHashMap<>(Map.of(1, 2)),
        new TreeMap<>(Map.of("b", 1, "a", 2)),
        tree,
        Map.of(),
        Map.of(1, 2),
        Map.of(1, 2, 3, 4),
        new EnumMap<>(Map.of(Shape.PLAIN, "x")),
        new EnumMap<>(Shape.class),
        new ConcurrentHashMap<>(Map.of("x", List.of())),
        Collections.emptyMap(),
        Collections.singletonMap("k", null),
        new ConcurrentSkipListMap<>(Map.of(1, 2)),
        properties,
        Map.entry("k", 1),
        new AbstractMap.SimpleEntry<>("k", null),
        new AbstractMap.SimpleImmutableEntry<>(1, 2),
        Collections.unmodifiableMap(new TreeMap<>(Map.of(1, 1))));
  }

  static Stream<Object> times() {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    LocalDateTime overlap = LocalDateTime.of(2020, 10, 25, 2, 30);
    return Stream.of(
        Instant.EPOCH,
        Instant.MIN,
        Instant.MAX,
        Instant.ofEpochSecond(-1, 999_999_999),
        Duration.ZERO,
        Duration.ofSeconds(Long.MIN_VALUE),
        Duration.ofNanos(-1),
        LocalDate.MIN,
        LocalDate.MAX,
        LocalTime.MAX,
        LocalTime.MIDNIGHT,
        LocalDateTime.MIN,
        LocalDateTime.MAX,
        overlap.atZone(berlin),
        overlap.atZone(berlin).withLaterOffsetAtOverlap(),
        ZonedDateTime.of(LocalDateTime.MAX, ZoneOffset.MAX),
        overlap.atZone(ZoneId.of("UTC")),
        overlap.atZone(ZoneId.of("GMT+01:30")),
        OffsetDateTime.MIN,
        OffsetDateTime.MAX,
        OffsetTime.MIN,
        Period.of(1, -2, 3),
        Period.ZERO,
        Year.of(5),
        Year.of(-44),
        Year.of(12345),
        YearMonth.of(12345, 6),
        YearMonth.of(-5, 1),
        MonthDay.of(2, 29),
        berlin,
        ZoneId.of("UTC+3"),
        ZoneOffset.UTC,
        ZoneOffset.ofTotalSeconds(-3601),
        DayOfWeek.FRIDAY,
        new Date(5),
        TimeZone.getTimeZone("Europe/Berlin"),
        new GregorianCalendar(2020, 1, 2));
  }

  static Stream<Object> others() throws Exception {
    return Stream.of(
        Optional.empty(),
        Optional.of(List.of(1)),
        OptionalInt.empty(),
        OptionalInt.of(3),
        OptionalLong.of(-3),
        OptionalLong.empty(),
        OptionalDouble.of(Double.NaN),
        OptionalDouble.empty(),
        Shape.PLAIN,
        Shape.WITH_BODY,
        int.class,
        void.class,
        String.class,
        int[][].class,
        Shape.class,
        Map.Entry.class,
        new Empty(),
        new Job(1, 2, 3, true, 'c', (byte) 4, (short) 5, 6, "seven"),
        new Pair<>(null, new Pair<>(1, List.of(new Empty()))),
        new Hidden("real"),
        new Variable("a", "b"),
        new Variable(),
        new Plain("x", Optional.of("y")),
        Identity.newBuilder().setName("n").setDaemon(true).build(),
        Ping.getDefaultInstance(),
        new BitSet(77),
        new URL("http://localhost/x"),
        InetAddress.getByName("127.0.0.1"),
        InetSocketAddress.createUnresolved("h", 1));
  }

  static Stream<Object> arrays() {
    return Stream.of(
        new byte[] {1, -1},
        new byte[0],
        new int[] {1, Integer.MIN_VALUE},
        new long[] {Long.MAX_VALUE},
        new short[] {-1, 2},
        new char[] {'a', '\uD800'},
        new boolean[] {true, false},
        new float[] {-0.0f, Float.NaN},
        new double[] {Double.NaN, 2},
        new int[0][3],
        new int[][] {{1}, null, {2, 3}},
        new String[] {"a", null},
        new Object[] {1, "x", new Object[0]},
        new Integer[] {1, 2},
        new Number[][] {{1, 2.5}},
        new List<?>[] {List.of()},
        new Shape[] {Shape.PLAIN},
        new Pair<?, ?>[] {new Pair<>(1, 2)});
  }

  @ParameterizedTest
  @MethodSource({"scalars", "texts", "lists", "sets", "maps", "times", "others"})
  void roundTrip_value_isEqualAndOfTheSameClass(Object value) {
    Object back = PAYLOADS.decode(PAYLOADS.encode(value));
    assertThat(back).isEqualTo(value).hasSameHashCodeAs(value);
    assertThat((Object) back.getClass()).isEqualTo(value.getClass());
  }

  @ParameterizedTest
  @MethodSource("arrays")
  void roundTrip_array_isDeeplyEqualAndOfTheSameClass(Object value) {
    Object back = PAYLOADS.decode(PAYLOADS.encode(value));
    assertThat((Object) back.getClass()).isEqualTo(value.getClass());
    assertThat(Arrays.deepEquals(new Object[] {back}, new Object[] {value})).isTrue();
  }

  @Test
  void roundTrip_null_isNull() {
    assertThat(PAYLOADS.decode(PAYLOADS.encode(null))).isNull();
  }

  @Test
  void roundTrip_floatingPoint_keepsItsBits() {
    float oddNaN = Float.intBitsToFloat(0x7FC00001);
    double negativeNaN = Double.longBitsToDouble(0xFFF8000000000123L);
    Object[] back = PAYLOADS.decodeArguments(PAYLOADS.encodeArguments(oddNaN, negativeNaN, -0.0));
    assertThat(Float.floatToRawIntBits((Float) back[0])).isEqualTo(0x7FC00001);
    assertThat(Double.doubleToRawLongBits((Double) back[1])).isEqualTo(0xFFF8000000000123L);
    assertThat(Double.doubleToRawLongBits((Double) back[2]))
        .isEqualTo(Double.doubleToRawLongBits(-0.0));
  }

  @Test
  void roundTrip_orderedCollections_keepTheirOrder() {
    Map<String, Integer> map = new LinkedHashMap<>();
    Set<String> set = new LinkedHashSet<>();
    for (int i = 100; i > 0; i--) {
      map.put("k" + i, i);
      set.add("s" + i);
    }
    Object[] back = PAYLOADS.decodeArguments(PAYLOADS.encodeArguments(map, set));
    assertThat(((Map<?, ?>) back[0]).keySet().toArray()).isEqualTo(map.keySet().toArray());
    assertThat(((Set<?>) back[1]).toArray()).isEqualTo(set.toArray());
  }

  @Test
  void roundTrip_treeWithLambdaComparator_keepsOrderAndComparator() {
    TreeSet<String> set =
        new TreeSet<>((Comparator<String> & Serializable) (a, b) -> b.length() - a.length());
    set.addAll(List.of("a", "bbb", "cc"));
    @SuppressWarnings("unchecked")
    TreeSet<String> back = (TreeSet<String>) PAYLOADS.decode(PAYLOADS.encode(set));
    assertThat(back).containsExactly("bbb", "cc", "a");
    assertThat(back.add("zz")).isFalse();
  }

  @Test
  void roundTrip_treeWithComparatorOfTheJdk_keepsIt() {
    Function<String, Integer> length = (Function<String, Integer> & Serializable) String::length;
    TreeMap<String, Integer> map =
        new TreeMap<>(Comparator.comparing(length, Comparator.reverseOrder()));
    map.putAll(Map.of("a", 1, "bb", 2));
    Object back = PAYLOADS.decode(PAYLOADS.encode(map));
    assertThat(((TreeMap<?, ?>) back).firstKey()).isEqualTo("bb");
  }

  @Test
  void roundTrip_arrayDeque_keepsItems() {
    Object back = PAYLOADS.decode(PAYLOADS.encode(new ArrayDeque<>(List.of(3, 1, 2))));
    assertThat(back).isInstanceOf(ArrayDeque.class);
    assertThat(((ArrayDeque<?>) back).toArray()).containsExactly(3, 1, 2);
  }

  @Test
  void roundTrip_typesWithoutEquals_keepTheirState() {
    Object[] back = PAYLOADS.decodeArguments(
        PAYLOADS.encodeArguments(new AtomicInteger(5), Pattern.compile("a+", 2)));
    assertThat(((AtomicInteger) back[0]).get()).isEqualTo(5);
    assertThat(back[1].toString()).isEqualTo("a+");
    assertThat(((Pattern) back[1]).flags()).isEqualTo(2);
  }

  @Test
  void encode_valueChangedAfterwards_keepsWhatItWas() {
    byte[] bytes = new byte[100_000];
    ByteString payload = PAYLOADS.encode(bytes);
    bytes[99_999] = 1;
    assertThat(((byte[]) PAYLOADS.decode(payload))[99_999]).isZero();
  }

  @Test
  void decode_sameBytesTwice_givesIndependentValues() {
    ByteString payload = PAYLOADS.encode(new byte[100]);
    byte[] first = (byte[]) PAYLOADS.decode(payload);
    first[0] = 1;
    assertThat(((byte[]) PAYLOADS.decode(payload))[0]).isZero();
  }

  @Test
  void encodeArguments_variousCounts_comeBack() {
    assertThat(PAYLOADS.decodeArguments(PAYLOADS.encodeArguments())).isEmpty();
    assertThat(PAYLOADS.decodeArguments(PAYLOADS.encodeArguments((Object) null)))
        .containsExactly((Object) null);
    assertThat(PAYLOADS.decodeArguments(PAYLOADS.encodeArguments(1, "b", null)))
        .containsExactly(1, "b", null);
  }

  @Test
  void encodeList_anyList_comesBackAsMutableList() {
    List<Integer> view = new ArrayList<>(List.of(1, 2, 3)).subList(1, 3);
    List<Object> back = PAYLOADS.decodeList(PAYLOADS.encodeList(view));
    back.add("more");
    assertThat(back).containsExactly(2, 3, "more");
  }

  @Test
  void roundTrip_largeValues_comeBack() {
    int[] ints = new int[3_000_000];
    Arrays.setAll(ints, i -> i * 31);
    assertThat((int[]) PAYLOADS.decode(PAYLOADS.encode(ints))).isEqualTo(ints);
    List<String> texts = new ArrayList<>(Collections.nCopies(200_000, "abc"));
    assertThat(PAYLOADS.decodeList(PAYLOADS.encodeList(texts))).isEqualTo(texts);
  }
}
