package io.troupe.internal.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import io.troupe.PayloadException;
import io.troupe.function.Task0;
import io.troupe.internal.payload.codec.WireWriter;
import io.troupe.proto.Failure;
import io.troupe.proto.Lambda;
import io.troupe.proto.ObjectArray;
import io.troupe.proto.Payload;
import io.troupe.proto.RecordValue;
import io.troupe.proto.SerializedValue;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectStreamConstants;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bytes that are no payload give a PayloadException: no Error, no memory by a claimed length, nothing else. */
@Timeout(120)
@Tag("F041")
@Tag("X058")
class HostileBytesTest {
  private static final Payloads PAYLOADS = Payloads.standard();
  private static final Functions FUNCTIONS = Functions.standard(PAYLOADS);

  record Point(int x, List<String> tags) {}

  private static List<ByteString> good() {
    int captured = 3;
    return List.of(
        PAYLOADS.encode(new Point(5, List.of("a", "b"))),
        PAYLOADS.encodeList(List.of(1, 2, 300, -70_000)),
        PAYLOADS.encode(Map.of("k", 1.5, "l", Optional.of(new int[] {1, 2}))),
        PAYLOADS.encode(new ArrayList<>(List.of(
            new java.util.concurrent.atomic.AtomicLong(3),
            new Object[] {"x", new Exception("boom")}))),
        FUNCTIONS.encode((Task0<Integer>) () -> captured).bytes());
  }

  private static void decodeAnything(ByteString bytes, String what) {
    try {
      PAYLOADS.decode(bytes);
    } catch (PayloadException expected) {
      assertThat(expected.getMessage()).isNotBlank();
    } catch (Throwable e) {
      fail("decode of " + what + " threw " + e, e);
    }
    try {
      FUNCTIONS.decode(bytes);
    } catch (PayloadException expected) {
      assertThat(expected.getMessage()).isNotBlank();
    } catch (Throwable e) {
      fail("decode as a function of " + what + " threw " + e, e);
    }
  }

  @Test
  void decode_randomBytes_throwsOnlyPayloadExceptions() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(60)];
      random.nextBytes(bytes);
      decodeAnything(ByteString.copyFrom(bytes), "round " + i + " of seed " + seed);
    }
  }

  @Test
  void decode_changedBytes_throwsOnlyPayloadExceptions() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (ByteString payload : good()) {
      for (int i = 0; i < 4_000; i++) {
        byte[] bytes = payload.toByteArray();
        for (int n = random.nextInt(3); n >= 0; n--) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        decodeAnything(ByteString.copyFrom(bytes), "round " + i + " of seed " + seed);
      }
    }
  }

  @Test
  void decode_truncatedBytes_throwPayloadExceptions() {
    for (ByteString payload : good()) {
      for (int i = 0; i < payload.size(); i++) {
        ByteString part = payload.substring(0, i);
        assertThatThrownBy(() -> PAYLOADS.decode(part)).isInstanceOf(PayloadException.class);
      }
    }
  }

  @Test
  void decode_hugeClaimedLength_allocatesNothing() throws IOException {
    for (int field : new int[] {
      Payload.BYTE_ARRAY_FIELD_NUMBER,
      Payload.TEXT_FIELD_NUMBER,
      Payload.LIST_FIELD_NUMBER,
      Payload.PACKED_LIST_FIELD_NUMBER
    }) {
      ByteString.Output bytes = ByteString.newOutput();
      CodedOutputStream out = CodedOutputStream.newInstance(bytes);
      out.writeTag(field, 2);
      out.writeUInt32NoTag(Integer.MAX_VALUE - 20);
      out.flush();
      assertThatThrownBy(() -> PAYLOADS.decode(bytes.toByteString()))
          .isInstanceOf(PayloadException.class);
    }
  }

  @Test
  void decode_hugeClaimedLengthInFragments_allocatesNothing() {
    byte[] packed = {
      (byte) 0x92, 1, (byte) 0xF0, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 7, 0x12, (byte) 0xE0
    };
    ByteString rope = ByteString.copyFrom(packed).concat(ByteString.copyFrom(new byte[200]));
    assertThatThrownBy(() -> PAYLOADS.decode(rope)).isInstanceOf(PayloadException.class);
  }

  @Test
  void decode_nestedWithoutEnd_isRefused() {
    byte[] inner = {8, 0};
    WireWriter out = new WireWriter();
    out.raw(inner);
    for (int i = 0; i < 200_000; i++) {
      out.close(1, 0);
      out.close(Payload.OPTIONAL_FIELD_NUMBER, 0);
    }
    assertThatThrownBy(() -> PAYLOADS.decode(out.finish()))
        .isInstanceOf(PayloadException.class)
        .hasMessageContaining("nested");
  }

  @Test
  void decode_emptyPayload_isRefused() {
    assertThatThrownBy(() -> PAYLOADS.decode(ByteString.EMPTY))
        .isInstanceOf(PayloadException.class);
  }

  @Test
  void decode_classesOfAnotherKind_areRefused() {
    assertRefused(
        Payload.newBuilder().setRecord(RecordValue.newBuilder().setClassName("java.lang.Thread")));
    assertRefused(
        Payload.newBuilder().setRecord(RecordValue.newBuilder().setClassName("no.such.Class")));
    assertRefused(Payload.newBuilder()
        .setEnum(io.troupe.proto.EnumValue.newBuilder()
            .setClassName("java.lang.Runtime")
            .setConstant("X")));
    assertRefused(Payload.newBuilder()
        .setMessage(io.troupe.proto.MessageValue.newBuilder().setClassName("java.lang.String")));
    assertRefused(
        Payload.newBuilder().setObjectArray(ObjectArray.newBuilder().setComponent("int")));
    assertRefused(Payload.newBuilder()
        .setObjectArray(ObjectArray.newBuilder().setComponent("[".repeat(255) + "I")));
    assertRefused(
        Payload.newBuilder().setObjectArray(ObjectArray.newBuilder().setComponent("void")));
    assertRefused(Payload.newBuilder()
        .setTextForm(
            io.troupe.proto.TextForm.newBuilder().setClassName("java.net.URI").setText("::")));
  }

  @Test
  void decode_lambdaThatItsClassDoesNotDeclare_isRefused() {
    Lambda lambda = Lambda.newBuilder()
        .setCapturingClass(HostileBytesTest.class.getName().replace('.', '/'))
        .setFunctionalInterface("io/troupe/function/Task0")
        .setFunctionalMethod("call")
        .setFunctionalSignature("()Ljava/lang/Object;")
        .setImplClass("java/lang/System")
        .setImplMethod("gc")
        .setImplSignature("()V")
        .setImplKind(6)
        .setInstantiatedType("()Ljava/lang/Object;")
        .build();
    assertRefused(
        Payload.newBuilder().setFunction(io.troupe.proto.Function.newBuilder().setLambda(lambda)));
    assertRefused(Payload.newBuilder()
        .setFunction(io.troupe.proto.Function.newBuilder()
            .setLambda(lambda.toBuilder().setCapturingClass("java/lang/Runtime"))));
  }

  @Test
  void decode_serialisedHugeArray_isRefused() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeShort(ObjectStreamConstants.STREAM_MAGIC);
      out.writeShort(ObjectStreamConstants.STREAM_VERSION);
      out.writeByte(ObjectStreamConstants.TC_ARRAY);
      out.writeByte(ObjectStreamConstants.TC_CLASSDESC);
      out.writeUTF("[J");
      out.writeLong(0x782004B512B17593L);
      out.writeByte(ObjectStreamConstants.SC_SERIALIZABLE);
      out.writeShort(0);
      out.writeByte(ObjectStreamConstants.TC_ENDBLOCKDATA);
      out.writeByte(ObjectStreamConstants.TC_NULL);
      out.writeInt(Integer.MAX_VALUE - 8);
    }
    SerializedValue value = SerializedValue.newBuilder()
        .setStream(ByteString.copyFrom(bytes.toByteArray()))
        .build();
    assertRefused(Payload.newBuilder().setSerialized(value));
  }

  @Test
  void decodeFailure_anything_givesAThrowable() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Failures failures = Failures.standard(PAYLOADS);
    byte[] good = failures
        .encode(new IllegalStateException("x", new IOException("y")), "here")
        .toByteArray();
    for (int i = 0; i < 5_000; i++) {
      byte[] bytes = good.clone();
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      try {
        assertThat(failures.decode(Failure.parseFrom(bytes))).as("seed " + seed).isNotNull();
      } catch (IOException notAFailure) {
        assertThat(notAFailure).hasMessageMatching("(?s).+");
      }
    }
  }

  private static void assertRefused(Payload.Builder payload) {
    assertThatThrownBy(() -> PAYLOADS.decode(payload.build().toByteString()))
        .isInstanceOf(PayloadException.class);
  }
}
