package io.troupe.internal.payload.border;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.troupe.PayloadException;
import io.troupe.internal.payload.codec.Codecs;
import io.troupe.internal.payload.serial.SerialInput;
import io.troupe.proto.EnumValue;
import io.troupe.proto.ExtensionValue;
import io.troupe.proto.Failure;
import io.troupe.proto.FieldType;
import io.troupe.proto.Function;
import io.troupe.proto.Lambda;
import io.troupe.proto.MessageType;
import io.troupe.proto.Payload;
import io.troupe.proto.RecordValue;
import io.troupe.proto.SerializedValue;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/**
 * Looks through what came from a program beyond this machine, or is to go there, without making
 * anything of it: field by field, as its reader would, those that a reader passes over included.
 * Thread-safe.
 */
public final class PayloadCheck {
  private static final Map<FieldType, Check> CHECKS = Map.of(
      RecordValue.messageType().field(RecordValue.CLASS_NAME_FIELD_NUMBER),
      (check, bytes) -> check.classes.checkRecord(bytes.toStringUtf8()),
      EnumValue.messageType().field(EnumValue.CLASS_NAME_FIELD_NUMBER),
      (check, bytes) -> check.classes.checkEnum(bytes.toStringUtf8()),
      Lambda.messageType().field(Lambda.CAPTURING_CLASS_FIELD_NUMBER),
      (check, bytes) -> check.classes.checkFunctionsOf(bytes.toStringUtf8().replace('/', '.')),
      Failure.messageType().field(Failure.CLASS_NAME_FIELD_NUMBER),
      (check, bytes) -> check.classes.checkThrowable(bytes.toStringUtf8()),
      Failure.messageType().field(Failure.SERIALIZED_FIELD_NUMBER),
      PayloadCheck::stream,
      SerializedValue.messageType().field(SerializedValue.STREAM_FIELD_NUMBER),
      PayloadCheck::stream,
      Payload.messageType().field(Payload.EXTENSION_FIELD_NUMBER),
      (check, bytes) -> check.handles.check(ExtensionValue.parseFrom(bytes), check));

  private final Codecs codecs;
  private final ForeignClasses classes;
  private final HandleCheck handles;

  /**
   * @param owner the runtime whose objects may be spoken of; 0 for none
   */
  public PayloadCheck(Codecs codecs, AllowedClasses allowed, long owner) {
    this.codecs = codecs;
    this.classes = new ForeignClasses(codecs.types(), allowed);
    this.handles = new HandleCheck(owner);
  }

  /** What is done with the content of a field. */
  private interface Check {
    void run(PayloadCheck check, ByteString content) throws IOException;
  }

  /**
   * Checks an encoded Payload.
   *
   * @throws PayloadException if it may not cross; the message says why, and what to do
   */
  public void payload(ByteString payload) {
    check(payload, Payload.messageType());
  }

  /**
   * Checks an encoded Function.
   *
   * @throws PayloadException if it may not cross
   */
  public void function(ByteString function) {
    check(function, Function.messageType());
  }

  /**
   * Returns a failure of which nothing is rebuilt that may not be: what is not allowed is named.
   */
  public Failure failure(Failure failure) {
    Failure.Builder checked = failure.toBuilder();
    if (!classes.isThrowable(failure.getClassName())) {
      checked.setNamedOnly(true).clearSerialized();
    } else if (!failure.getSerialized().isEmpty() && !isReadable(failure.getSerialized())) {
      checked.clearSerialized();
    }
    if (failure.hasCause()) {
      checked.setCause(failure(failure.getCause()));
    }
    for (int i = 0; i < failure.getSuppressedCount(); i++) {
      checked.setSuppressed(i, failure(failure.getSuppressed(i)));
    }
    return checked.build();
  }

  private boolean isReadable(ByteString stream) {
    try {
      stream(this, stream);
      return true;
    } catch (IOException | PayloadException e) {
      return false;
    }
  }

  private void check(ByteString bytes, MessageType type) {
    try {
      CodedInputStream in = bytes.newCodedInput();
      in.pushLimit(bytes.size());
      walk(in, type);
    } catch (PayloadException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new PayloadException("What came over a network is no payload: " + e.getMessage(), e);
    }
  }

  /** Not by recursion: who sent this may have nested it as deeply as they liked. */
  private void walk(CodedInputStream in, MessageType root) throws IOException {
    Deque<Level> outer = new ArrayDeque<>();
    MessageType type = root;
    while (true) {
      int tag = in.readTag();
      if (tag != 0) {
        FieldType field = type.field(WireFormat.getTagFieldNumber(tag));
        if (field == null) {
          throw new PayloadException(
              "A " + type.simpleName() + " that came over a network has an unknown part");
        }
        if (WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
          in.skipField(tag);
        } else if (CHECKS.containsKey(field)) {
          CHECKS.get(field).run(this, in.readBytes());
        } else if (field.kind() == FieldType.Kind.MESSAGE) {
          outer.push(new Level(type, in.pushLimit(in.readRawVarint32())));
          type = field.messageType();
        } else {
          in.skipField(tag);
        }
      } else if (outer.isEmpty()) {
        return;
      } else {
        Level above = outer.pop();
        in.popLimit(above.limit());
        type = above.type();
      }
    }
  }

  /** @param limit where the message around it ends */
  private record Level(MessageType type, int limit) {}

  /**
   * Reads the objects behind a filter, and throws them away: what reads the same classes the next
   * time passes here.
   */
  private static void stream(PayloadCheck check, ByteString stream) throws IOException {
    ForeignClasses.Filter filter = check.classes.filter();
    try {
      SerialInput.read(stream, check.codecs, filter);
    } catch (PayloadException | IOException e) {
      String refused = filter.refused();
      if (refused != null) {
        throw ForeignClasses.refused(
            "java.io.Serializable is read only of classes that are allowed, which " + refused
                + " is not",
            refused);
      }
      throw e;
    }
  }
}
