package io.troupe.internal.payload;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.troupe.function.Task1;
import io.troupe.proto.ListKind;
import io.troupe.proto.Payload;
import io.troupe.proto.SetKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What we stream by hand is what Protobuf's own classes read and write. */
@Timeout(60)
class WireContractTest {
  private static final Payloads PAYLOADS = Payloads.standard();

  record Point(int x, Object y) {}

  static Stream<Object> values() {
    return Stream.of(
            ValuesTest.scalars(),
            ValuesTest.texts(),
            ValuesTest.lists(),
            ValuesTest.sets(),
            ValuesTest.maps(),
            ValuesTest.times(),
            Stream.of(
                new Point(1, List.of(2, "x")),
                Optional.of(1),
                new int[][] {{1}},
                new Exception("x")))
        .flatMap(s -> s);
  }

  @ParameterizedTest
  @MethodSource("values")
  void encode_anyValue_isWhatProtobufWouldWrite(Object value)
      throws InvalidProtocolBufferException {
    ByteString bytes = PAYLOADS.encode(value);
    Payload message = Payload.parseFrom(bytes);
    assertThat(message.getValueCase()).isNotEqualTo(Payload.ValueCase.VALUE_NOT_SET);
    assertThat(Payload.parseFrom(message.toByteString())).isEqualTo(message);
    assertThat(PAYLOADS.encode(PAYLOADS.decode(message.toByteString())).size())
        .isEqualTo(bytes.size());
  }

  @Test
  void encode_listOfIntegers_isPacked() throws InvalidProtocolBufferException {
    Payload list = Payload.parseFrom(PAYLOADS.encodeList(List.of(1, -2, 300)));
    assertThat(list.getPackedList().getKind()).isEqualTo(ListKind.ARRAY_LIST);
    assertThat(list.getPackedList().getInts().getItemsList()).containsExactly(1, -2, 300);
    assertThat(list.getSerializedSize()).isLessThan(14);
  }

  @Test
  void encode_record_hasClassAndComponentsInOrder() throws InvalidProtocolBufferException {
    Payload record = Payload.parseFrom(PAYLOADS.encode(new Point(7, "y")));
    assertThat(record.getRecord().getClassName()).isEqualTo(Point.class.getName());
    assertThat(record.getRecord().getComponents(0).getInt32()).isEqualTo(7);
    assertThat(record.getRecord().getComponents(1).getText()).isEqualTo("y");
  }

  @Test
  void encode_reverseSet_hasItemsInOrderAndComparator() throws InvalidProtocolBufferException {
    TreeSet<Integer> set = new TreeSet<>(Collections.reverseOrder());
    set.addAll(List.of(1, 2));
    Payload payload = Payload.parseFrom(PAYLOADS.encode(set));
    assertThat(payload.getSet().getKind()).isEqualTo(SetKind.TREE_SET);
    assertThat(payload.getSet().getItems(0).getInt32()).isEqualTo(2);
    assertThat(payload.getSet().hasComparator()).isTrue();
  }

  @Test
  void encode_function_isAFunctionMessage() throws InvalidProtocolBufferException {
    int captured = 5;
    Task1<Integer, Integer> add = x -> x + captured;
    io.troupe.proto.Function function = io.troupe.proto.Function.parseFrom(
        Functions.standard(PAYLOADS).encode(add).bytes());
    assertThat(function.getLambda().getCapturingClass())
        .isEqualTo("io/troupe/internal/payload/WireContractTest");
    assertThat(function.getLambda().getCaptured(0).getInt32()).isEqualTo(5);
  }

  @Test
  void decode_fieldsInAnyOrder_isTheSameValue() throws InvalidProtocolBufferException {
    ByteString items = ByteString.copyFrom(new byte[] {18, 2, 24, 4});
    ByteString kind = ByteString.copyFrom(new byte[] {8, 3});
    ByteString body = items.concat(kind);
    ByteString payload =
        ByteString.copyFrom(new byte[] {(byte) 0x8A, 1, (byte) body.size()}).concat(body);
    assertThat(PAYLOADS.decode(payload))
        .isEqualTo(List.of(2))
        .isInstanceOf(java.util.LinkedList.class);
    assertThat(Payload.parseFrom(payload).getList().getKind()).isEqualTo(ListKind.LINKED_LIST);
  }

  @Test
  void decode_fragmentedByteString_isTheSameValue() {
    List<Object> value = new ArrayList<>(List.of("x".repeat(300), Map.of(1, new Point(1, 2)), 2.5));
    ByteString whole = PAYLOADS.encode(value);
    ByteString rope = ByteString.EMPTY;
    for (int i = 0; i < whole.size(); i += 150) {
      rope = rope.concat(whole.substring(i, Math.min(whole.size(), i + 150)));
    }
    assertThat(PAYLOADS.decode(rope)).isEqualTo(value);
  }
}
