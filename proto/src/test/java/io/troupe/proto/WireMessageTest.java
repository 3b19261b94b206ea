package io.troupe.proto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.UnknownFieldSet;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our classes read and write what Protobuf's own do, which know each message by its descriptor. */
class WireMessageTest {
  private static final int DEEPEST = 3;

  static Stream<Descriptor> messages() throws Exception {
    FileDescriptorSet set =
        FileDescriptorSet.parseFrom(Files.readAllBytes(Path.of("target/messages.desc")));
    Map<String, FileDescriptor> files = new HashMap<>();
    for (FileDescriptorProto file : set.getFileList()) {
      FileDescriptor[] imports =
          file.getDependencyList().stream().map(files::get).toArray(FileDescriptor[]::new);
      files.put(file.getName(), FileDescriptor.buildFrom(file, imports));
    }
    return files.values().stream()
        .flatMap(file -> file.getMessageTypes().stream())
        .flatMap(WireMessageTest::withNested);
  }

  private static Stream<Descriptor> withNested(Descriptor type) {
    return Stream.concat(
        Stream.of(type), type.getNestedTypes().stream().flatMap(WireMessageTest::withNested));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void parseFrom_anyMessageOfProtobufs_isWrittenAsItWas(Descriptor type) throws Exception {
    for (int seed = 0; seed < 50; seed++) {
      DynamicMessage message = random(type, new Random(seed), DEEPEST);
      WireMessage<?, ?> ours = parse(type, message.toByteString());
      assertThat(DynamicMessage.parseFrom(type, ours.toByteString())).isEqualTo(message);
      assertThat(ours.getSerializedSize()).isEqualTo(message.getSerializedSize());
      WireMessage<?, ?> again = ours.toBuilder().build();
      assertThat(again).isEqualTo(ours).hasSameHashCodeAs(ours).hasToString(ours.toString());
    }
  }

  @ParameterizedTest
  @MethodSource("messages")
  void field_eachField_isThereAsProtobufHasIt(Descriptor type) throws Exception {
    for (int seed = 0; seed < 20; seed++) {
      DynamicMessage message = random(type, new Random(seed), DEEPEST);
      WireMessage<?, ?> ours = parse(type, message.toByteString());
      assertThat(ours.type().name()).isEqualTo(type.getFullName());
      assertThat(ours.type().fields()).hasSameSizeAs(type.getFields());
      for (FieldDescriptor field : type.getFields()) {
        assertThat(ours.type().field(field.getNumber()).name()).isEqualTo(field.getName());
        assertThat(ours.field(field.getNumber()) != null)
            .as(field.getFullName())
            .isEqualTo(
                field.isRepeated()
                    ? message.getRepeatedFieldCount(field) > 0
                    : message.getAllFields().containsKey(field));
      }
    }
  }

  private static WireMessage<?, ?> parse(Descriptor type, ByteString bytes) throws Exception {
    String name = type.getFullName().substring("troupe.v1.".length()).replace('.', '$');
    return (WireMessage<?, ?>) Class.forName("io.troupe.proto." + name)
        .getMethod("parseFrom", ByteString.class)
        .invoke(null, bytes);
  }

  private static DynamicMessage random(Descriptor type, Random random, int depth) {
    DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
    for (FieldDescriptor field : type.getFields()) {
      boolean isMessage = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
      if (random.nextInt(3) == 0 || isMessage && depth == 0) {
        continue;
      }
      if (field.isRepeated()) {
        int count = random.nextInt(3);
        for (int i = 0; i < count; i++) {
          message.addRepeatedField(field, value(field, random, depth));
        }
      } else {
        message.setField(field, value(field, random, depth));
      }
    }
    return message.build();
  }

  private static Object value(FieldDescriptor field, Random random, int depth) {
    boolean zero = random.nextInt(4) == 0;
    return switch (field.getJavaType()) {
      case INT -> zero ? 0 : random.nextInt() >> random.nextInt(32);
      case LONG -> zero ? 0L : random.nextLong() >> random.nextInt(64);
      case FLOAT -> zero ? -0.0f : random.nextFloat();
      case DOUBLE -> zero ? -0.0 : random.nextDouble();
      case BOOLEAN -> !zero;
      case STRING -> zero ? "" : "ä€\ud83d\ude00" + random.nextInt();
      case BYTE_STRING -> zero ? ByteString.EMPTY : ByteString.copyFromUtf8("x" + random.nextInt());
      case ENUM ->
        field
            .getEnumType()
            .getValues()
            .get(random.nextInt(field.getEnumType().getValues().size()));
      case MESSAGE -> random(field.getMessageType(), random, depth - 1);
    };
  }

  @Test
  void parseFrom_unknownFields_arePassedOver() throws Exception {
    UnknownFieldSet.Field numbers = UnknownFieldSet.Field.newBuilder()
        .addVarint(1)
        .addFixed32(2)
        .addFixed64(3)
        .addLengthDelimited(ByteString.copyFromUtf8("x"))
        .addGroup(UnknownFieldSet.newBuilder()
            .addField(7, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
            .build())
        .build();
    ByteString unknown =
        UnknownFieldSet.newBuilder().addField(1000, numbers).build().toByteString();
    Ready ready = Ready.newBuilder().setPid(7).build();
    assertThat(Ready.parseFrom(unknown.concat(ready.toByteString()))).isEqualTo(ready);
  }

  @Test
  void parseFrom_enumOfTheFuture_keepsItsNumber() throws Exception {
    SyncHandle handle = SyncHandle.newBuilder().setKindValue(999).build();
    SyncHandle read = SyncHandle.parseFrom(handle.toByteArray());
    assertThat(read.getKind()).isEqualTo(SyncKind.UNRECOGNIZED);
    assertThat(read.getKindValue()).isEqualTo(999);
  }

  @Test
  void parseFrom_truncatedOrEndlessBytes_throws() {
    byte[] whole = Identity.newBuilder().setName("name").build().toByteArray();
    byte[] half = java.util.Arrays.copyOf(whole, whole.length - 1);
    assertThatThrownBy(() -> Identity.parseFrom(half))
        .isInstanceOf(InvalidProtocolBufferException.class);
    byte[] endOfGroup = {12};
    assertThatThrownBy(() -> Identity.parseFrom(endOfGroup))
        .isInstanceOf(InvalidProtocolBufferException.class);
    assertThatThrownBy(() -> Identity.parseFrom(new byte[] {(byte) 0xff}))
        .isInstanceOf(InvalidProtocolBufferException.class);
  }

  @Test
  void parseFrom_deeperThanIsAllowed_throws() throws Exception {
    Failure failure = Failure.getDefaultInstance();
    for (int i = 0; i < 200; i++) {
      failure = Failure.newBuilder().setCause(failure).build();
    }
    ByteString deep = failure.toByteString();
    assertThatThrownBy(() -> Failure.parseFrom(deep))
        .isInstanceOf(InvalidProtocolBufferException.class);
  }

  @Test
  void parseDelimitedFrom_severalMessages_oneByOneToTheEnd() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<Ready> ready = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ready.add(Ready.newBuilder().setPid(1L << 20 * i).build());
      ready.get(i).writeDelimitedTo(out);
    }
    ByteArrayInputStream in = new ByteArrayInputStream(out.toByteArray());
    for (Ready each : ready) {
      assertThat(Ready.parseDelimitedFrom(in)).isEqualTo(each);
    }
    assertThat(Ready.parseDelimitedFrom(in)).isNull();
    ByteArrayInputStream cut = new ByteArrayInputStream(out.toByteArray(), 0, out.size() - 1);
    Ready.parseDelimitedFrom(cut);
    Ready.parseDelimitedFrom(cut);
    assertThatThrownBy(() -> Ready.parseDelimitedFrom(cut)).isInstanceOf(EOFException.class);
    byte[] negative = {-1, -1, -1, -1, 15};
    assertThatThrownBy(() -> Ready.parseDelimitedFrom(new ByteArrayInputStream(negative)))
        .isInstanceOf(InvalidProtocolBufferException.class);
  }

  @Test
  void parseFrom_textThatIsNoUtf8_hasReplacements() throws Exception {
    byte[] bytes = new byte[4];
    CodedOutputStream.newInstance(bytes).writeByteArray(1, new byte[] {'a', -1});
    assertThat(Identity.parseFrom(bytes).getName()).isEqualTo("a\ufffd");
  }

  @Test
  void parser_ofAnyMessage_isProtobufs() throws Exception {
    MessageLite ready = Ready.newBuilder().setPid(7).setRehearsed(true).build();
    assertThat(ready.getParserForType().parseFrom(ready.toByteArray())).isEqualTo(ready);
    assertThat(ready.newBuilderForType().mergeFrom(ready).build()).isEqualTo(ready);
    assertThat(ready).hasToString("Ready{pid=7, rehearsed=true}");
  }

  @Test
  void build_builderUsedAgain_doesNotChangeWhatWasBuilt() {
    TaskBatch.Builder builder =
        TaskBatch.newBuilder().addTasks(Task.newBuilder().setId(1));
    TaskBatch first = builder.build();
    builder.addTasks(Task.newBuilder().setId(2));
    TaskBatch.Builder second =
        first.toBuilder().setTasks(0, Task.newBuilder().setId(3).build());
    assertThat(first.getTasksList()).extracting(Task::getId).containsExactly(1L);
    assertThat(builder.build().getTasksCount()).isEqualTo(2);
    assertThat(second.build().getTasks(0).getId()).isEqualTo(3);
    assertThatThrownBy(() -> first.getTasksList().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void setField_messages_isAsByTheirSetter() {
    Frame frame = Frame.newBuilder().setTarget(3).build();
    Ready ready = Ready.newBuilder().setPid(7).build();
    WireMessage<?, ?> changed =
        frame.toBuilder().setField(Frame.READY_FIELD_NUMBER, ready).build();
    assertThat(changed)
        .isEqualTo(Frame.newBuilder().setTarget(3).setReady(ready).build());
    assertThatThrownBy(() -> Frame.newBuilder().setField(Frame.TARGET_FIELD_NUMBER, 3L))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> frame.field(1000)).isInstanceOf(IllegalArgumentException.class);
  }
}
