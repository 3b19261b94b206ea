package io.troupe.internal.payload.border;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.troupe.PayloadException;
import io.troupe.function.Task0;
import io.troupe.function.Task1;
import io.troupe.internal.payload.Failures;
import io.troupe.internal.payload.Functions;
import io.troupe.internal.payload.Payloads;
import io.troupe.internal.payload.codec.Codecs;
import io.troupe.proto.EnumValue;
import io.troupe.proto.ExtensionValue;
import io.troupe.proto.Failure;
import io.troupe.proto.ListValue;
import io.troupe.proto.ObjectHandle;
import io.troupe.proto.Payload;
import io.troupe.proto.QueueHandle;
import io.troupe.proto.RecordValue;
import io.troupe.proto.SerializedValue;
import io.troupe.proto.SharedGraph;
import io.troupe.proto.SyncHandle;
import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PayloadCheckTest {
  private static final long OWNER = 42;

  private final Payloads payloads = Payloads.standard();
  private final PayloadCheck check = payloads.border(AllowedClasses.NONE, OWNER);
  private final PayloadCheck allowing =
      payloads.border(AllowedClasses.of(Set.of(PayloadCheckTest.class.getName())), OWNER);

  record Plain(int i, long l, double d, String s, int[] more, Object any) {}

  record Empty() {}

  record Checked(int i) {
    Checked {
      if (i < 0) {
        throw new IllegalArgumentException("" + i);
      }
    }
  }

  record Copied(List<String> items) {
    Copied(List<String> items) {
      this.items = List.copyOf(items);
    }
  }

  record Ordering(int i) implements Comparator<String> {
    @Override
    public int compare(String a, String b) {
      return i;
    }
  }

  interface Shape {}

  record Circle(double radius) implements Shape, Comparable<Circle>, Serializable {
    @Override
    public int compareTo(Circle other) {
      return Double.compare(radius, other.radius);
    }
  }

  enum Doing implements Task0<Integer> {
    ONE;

    @Override
    public Integer call() {
      return 1;
    }
  }

  static class Serial implements Serializable {
    private static final long serialVersionUID = 1L;
    int i = 1;
  }

  static final class SerialChild extends Serial {
    private static final long serialVersionUID = 1L;
    Object inner;
  }

  static final class OwnException extends Exception {
    private static final long serialVersionUID = 1L;
    final int code;

    OwnException(int code) {
      super("code " + code);
      this.code = code;
    }
  }

  private void passes(Object value) {
    assertThatCode(() -> check.payload(payloads.encode(value))).doesNotThrowAnyException();
  }

  private void mustBeAllowed(Object value, String name) {
    ByteString payload = payloads.encode(List.of(Map.of("k", Optional.of(value))));
    assertThatThrownBy(() -> check.payload(payload))
        .isInstanceOf(PayloadException.class)
        .hasMessageContaining("withAllowedClasses(\"" + name + "\")");
    assertThatCode(() -> allowing.payload(payload)).doesNotThrowAnyException();
  }

  private static String nameOf(Class<?> type) {
    return type.getName();
  }

  @Test
  void data_passes() {
    passes(null);
    passes(Arrays.asList(1, 2L, "text", 'c', null, new byte[] {1}, new int[][] {{1}}, 1.5f));
    passes(new TreeMap<>(Map.of(1, Set.of(Instant.now(), URI.create("a:b")))));
    passes(List.of(TimeUnit.SECONDS, String.class, Optional.of(1), new Throwable[0]));
    List<Object> shared = List.of("shared");
    passes(List.of(shared, shared));
  }

  @Test
  void record_thatOnlySetsItsFields_passes() {
    passes(new Plain(1, 2, 3, "4", new int[] {5}, new Plain(1, 2, 3, "4", null, new Empty())));
    passes(new Circle(1));
  }

  @Test
  void record_withCode_orThatIsAFunction_mustBeAllowed() {
    mustBeAllowed(new Checked(1), nameOf(Checked.class));
    mustBeAllowed(new Copied(List.of("a")), nameOf(Copied.class));
    mustBeAllowed(new Ordering(1), nameOf(Ordering.class));
    mustBeAllowed(Doing.ONE, nameOf(Doing.class));
  }

  @Test
  void record_thatIsNotHere_isRefused() {
    ByteString payload = Payload.newBuilder()
        .setRecord(RecordValue.newBuilder().setClassName("no.such.Record"))
        .build()
        .toByteString();
    assertThatThrownBy(() -> check.payload(payload)).hasMessageContaining("no.such.Record");
  }

  @Test
  void function_mustBeAllowed_unlessItOnlyCombines() {
    Functions functions = Functions.standard(payloads);
    ByteString task = functions.encode((Task1<Integer, Integer>) x -> x + 1).bytes();
    assertThatThrownBy(() -> check.function(task))
        .hasMessageContaining("withAllowedClasses(\"" + nameOf(PayloadCheckTest.class) + "\")");
    assertThatCode(() -> allowing.function(task)).doesNotThrowAnyException();

    passes(Map.Entry.<String, Integer>comparingByKey());
    mustBeAllowed((Comparator<String> & Serializable) (a, b) -> 0, nameOf(PayloadCheckTest.class));
    mustBeAllowed(
        Comparator.comparing(
            (java.util.function.Function<String, Integer> & Serializable) String::length),
        nameOf(PayloadCheckTest.class));
    TreeMap<String, Integer> map =
        new TreeMap<>((Comparator<String> & Serializable) (a, b) -> a.compareTo(b));
    mustBeAllowed(map, nameOf(PayloadCheckTest.class));
  }

  @Test
  void serializable_mustBeAllowed_withAllThatIsInIt() {
    SerialChild value = new SerialChild();
    mustBeAllowed(value, nameOf(SerialChild.class));

    value.inner = new java.util.PriorityQueue<>(List.of(1));
    assertThatThrownBy(() -> allowing.payload(payloads.encode(value)))
        .hasMessageContaining("java.util.PriorityQueue");
    value.inner = Optional.of(1);
    assertThatThrownBy(() -> allowing.payload(payloads.encode(value)))
        .isInstanceOf(PayloadException.class);
  }

  @Test
  void serializable_allowedByItsNameAlone_isReadWithItsSuperclass() {
    PayloadCheck child = payloads.border(AllowedClasses.of(Set.of(nameOf(SerialChild.class))), 0);
    assertThatCode(() -> child.payload(payloads.encode(new SerialChild())))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> child.payload(payloads.encode(new Serial())))
        .hasMessageContaining(nameOf(Serial.class));
  }

  @Test
  void exception_ofTheJdkAndOfTroupe_passes_othersMustBeAllowed() {
    passes(new IOException("a", new IllegalStateException(new InterruptedException())));
    passes(new java.nio.file.NoSuchFileException("file", "other", "reason"));
    passes(new io.troupe.OwnerLostException("gone"));
    mustBeAllowed(new OwnException(1), nameOf(OwnException.class));
    mustBeAllowed(new RuntimeException(new OwnException(1)), nameOf(OwnException.class));
  }

  @Test
  void failure_isToldAsFarAsItsClassesAreKnown() {
    Failures failures = Failures.standard(payloads);
    RuntimeException outer = new RuntimeException("outer", new OwnException(7));
    outer.addSuppressed(new OwnException(8));
    Failure failure = failures.encode(outer, "here");

    Throwable told = failures.decode(check.failure(failure));
    assertThat(told).isExactlyInstanceOf(RuntimeException.class).hasMessage("outer");
    assertThat(told.getCause())
        .isInstanceOf(io.troupe.RemoteException.class)
        .hasMessageContaining(nameOf(OwnException.class))
        .hasMessageContaining("code 7");
    assertThat(told.getSuppressed()).hasSize(2).noneMatch(OwnException.class::isInstance);

    Throwable whole = failures.decode(allowing.failure(failure));
    assertThat(whole.getCause())
        .isInstanceOfSatisfying(OwnException.class, e -> assertThat(e.code).isEqualTo(7));
  }

  @Test
  void handle_ofTheManagersObject_passes_othersDoNot() {
    passesAs(
        "troupe.Queue",
        QueueHandle.newBuilder().setObject(handle(OWNER)).build().toByteString());
    refusedAs(
        "troupe.Queue", QueueHandle.newBuilder().setObject(handle(7)).build().toByteString());
    refusedAs("troupe.SharedMemory", ByteString.copyFromUtf8("name"));
    refusedAs("io.troupe.connection.Connection", ByteString.EMPTY);
    SyncHandle lock = SyncHandle.newBuilder().setObject(handle(OWNER)).build();
    passesAs("troupe.Sync", lock.toByteString());
    refusedAs(
        "troupe.Sync",
        lock.toBuilder()
            .setLock(SyncHandle.newBuilder().setObject(handle(7)))
            .build()
            .toByteString());
    refusedAs("troupe.Sync", lock.toBuilder().setBlock("memory").build().toByteString());
    ByteString action = payloads.encode((Task0<Integer>) () -> 1);
    refusedAs(
        "troupe.Sync",
        lock.toBuilder()
            .setBarrier(io.troupe.proto.BarrierTerms.newBuilder().setAction(action))
            .build()
            .toByteString());
    passesAs("com.example.OwnCodec", ByteString.copyFromUtf8("the program's affair"));
  }

  private static ObjectHandle handle(long owner) {
    return ObjectHandle.newBuilder().setOwner(owner).build();
  }

  private static ByteString extension(String codec, ByteString data) {
    return Payload.newBuilder()
        .setExtension(ExtensionValue.newBuilder().setCodec(codec).setData(data))
        .build()
        .toByteString();
  }

  private void passesAs(String codec, ByteString data) {
    assertThatCode(() -> check.payload(extension(codec, data))).doesNotThrowAnyException();
  }

  private void refusedAs(String codec, ByteString data) {
    assertThatThrownBy(() -> check.payload(extension(codec, data)))
        .isInstanceOf(PayloadException.class);
  }

  /** The reader makes each value of a payload, though only the last one counts. */
  @Test
  void whatAReaderPassesOver_isCheckedToo() {
    ByteString bad = Payload.newBuilder()
        .setSerialized(SerializedValue.newBuilder().setStream(ByteString.copyFromUtf8("no stream")))
        .build()
        .toByteString();
    ByteString good = Payload.newBuilder().setInt32(1).build().toByteString();
    for (ByteString payload : List.of(bad.concat(good), good.concat(bad))) {
      assertThatThrownBy(() -> check.payload(payload)).isInstanceOf(PayloadException.class);
    }
    ByteString inGraph = Payload.newBuilder()
        .setGraph(SharedGraph.newBuilder()
            .addObjects(Payload.newBuilder()
                .setRecord(RecordValue.newBuilder().setClassName(nameOf(Checked.class))))
            .setRoot(Payload.newBuilder().setInt32(1)))
        .build()
        .toByteString();
    assertThatThrownBy(() -> check.payload(inGraph)).hasMessageContaining("Checked");
    ByteString functionAsEnum = Payload.newBuilder()
        .setEnum(EnumValue.newBuilder().setClassName(nameOf(Doing.class)).setConstant("ONE"))
        .build()
        .toByteString();
    assertThatThrownBy(() -> check.payload(functionAsEnum)).hasMessageContaining("Doing");
  }

  @Test
  void bytesThatAreNoPayload_areRefused() {
    for (byte[] bytes : new byte[][] {{(byte) 0xff}, {0x0a, 0x7f, 1}, {(byte) 0xfa, 0x7f, 1, 1}}) {
      assertThatThrownBy(() -> check.payload(ByteString.copyFrom(bytes)))
          .isInstanceOf(PayloadException.class);
    }
  }

  @Test
  void anyDepth_costsNoStack() {
    ByteString payload = payloads.encode(1);
    for (int i = 0; i < 20_000; i++) {
      payload = wrapped(payload);
    }
    ByteString deep = payload;
    assertThat(Codecs.MAX_DEPTH).isLessThan(20_000);
    assertThatCode(() -> check.payload(deep)).doesNotThrowAnyException();
  }

  /** By hand: a message cannot be built that deep. */
  private static ByteString wrapped(ByteString payload) {
    ByteString list = field(ListValue.ITEMS_FIELD_NUMBER, payload);
    return field(Payload.LIST_FIELD_NUMBER, list);
  }

  private static ByteString field(int number, ByteString content) {
    ByteString.Output out = ByteString.newOutput(12);
    try {
      com.google.protobuf.CodedOutputStream coded =
          com.google.protobuf.CodedOutputStream.newInstance(out);
      coded.writeTag(number, com.google.protobuf.WireFormat.WIRETYPE_LENGTH_DELIMITED);
      coded.writeUInt32NoTag(content.size());
      coded.flush();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return out.toByteString().concat(content);
  }
}
