package io.troupe.benchmarks.jmh;

import com.google.protobuf.ByteString;
import io.troupe.internal.payload.Payloads;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A value to bytes and back, as Protobuf and as the JDK serializes it. Run it with {@code -prof gc} for the garbage. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PayloadBench {
  private static final int LIST_SIZE = 1_000;

  private final Payloads payloads = Payloads.standard();
  private Object value = "";
  private ByteString payload = ByteString.EMPTY;
  private byte[] serialized = {};

  @Param({"INT", "INT_LIST", "RECORD"})
  private Kind kind = Kind.INT;

  /** What crosses. */
  public enum Kind {
    INT,
    INT_LIST,
    RECORD
  }

  /** Something that a program would send. */
  public record Order(long id, String customer, List<Integer> quantities, double total)
      implements Serializable {}

  @Setup
  public void setUp() throws IOException {
    value = valueOf(kind);
    payload = payloads.encode(value);
    serialized = jdkEncode();
  }

  private static Object valueOf(Kind kind) {
    return switch (kind) {
      case INT -> 42;
      case INT_LIST ->
        IntStream.range(0, LIST_SIZE).boxed().collect(Collectors.toCollection(ArrayList::new));
      case RECORD -> new Order(42, "bob", new ArrayList<>(List.of(1, 2, 3)), 9.75);
    };
  }

  @Benchmark
  public ByteString encode() {
    return payloads.encode(value);
  }

  @Benchmark
  public @Nullable Object decode() {
    return payloads.decode(payload);
  }

  @Benchmark
  public byte[] jdkEncode() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    }
    return bytes.toByteArray();
  }

  @Benchmark
  public Object jdkDecode() throws IOException, ClassNotFoundException {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(serialized))) {
      return in.readObject();
    }
  }
}
