package io.troupe.internal.object;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import io.troupe.PayloadException;
import io.troupe.internal.link.FrameHandler;
import io.troupe.internal.log.Log;
import io.troupe.internal.payload.border.AllowedClasses;
import io.troupe.internal.payload.border.PayloadCheck;
import io.troupe.proto.ActorMessage;
import io.troupe.proto.CodeFrame;
import io.troupe.proto.DefineFunction;
import io.troupe.proto.Failure;
import io.troupe.proto.Frame;
import io.troupe.proto.HandedItems;
import io.troupe.proto.ManagedItem;
import io.troupe.proto.PutItems;
import io.troupe.proto.QueueItem;
import io.troupe.proto.Task;
import io.troupe.proto.TaskOutcome;
import io.troupe.proto.Unencodable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What may come from a runtime beyond this machine, and go there: each payload in a frame is looked
 * through, and a frame with bytes of which it is not known what they are does not pass.
 * Thread-safe.
 */
final class Border {
  private static final Log log = Log.of(Border.class);
  private static final Set<FieldDescriptor> PAYLOADS = Set.of(
      Task.getDescriptor().findFieldByNumber(Task.ARGUMENTS_FIELD_NUMBER),
      PutItems.getDescriptor().findFieldByNumber(PutItems.ITEMS_FIELD_NUMBER),
      HandedItems.getDescriptor().findFieldByNumber(HandedItems.ITEMS_FIELD_NUMBER),
      QueueItem.getDescriptor().findFieldByNumber(QueueItem.ITEM_FIELD_NUMBER),
      ActorMessage.getDescriptor().findFieldByNumber(ActorMessage.PAYLOAD_FIELD_NUMBER));
  private static final FieldDescriptor FUNCTION =
      DefineFunction.getDescriptor().findFieldByNumber(DefineFunction.FUNCTION_FIELD_NUMBER);

  private final PayloadCheck payloads;

  private final long callTimeoutNanos;

  /**
   * @param owner the runtime that the objects belong to which are spoken of
   * @param callTimeoutNanos how long calls may take; 0 for no limit of the user's own
   */
  Border(Objects objects, AllowedClasses allowed, long owner, long callTimeoutNanos) {
    this.callTimeoutNanos = callTimeoutNanos;
    this.payloads = objects.payloads().border(allowed, owner);
  }

  long callTimeoutNanos() {
    return callTimeoutNanos;
  }

  /**
   * Looks through a frame.
   *
   * @return the frame, with failures that name what must not be rebuilt
   * @throws PayloadException if it must not pass
   */
  Frame pass(Frame frame) {
    return (Frame) admit(frame);
  }

  /** @throws PayloadException if it must not pass */
  void checkFunction(ByteString function) {
    payloads.function(function);
  }

  /** Returns what takes the frames of an association's link before the association does. */
  FrameHandler before(Association association, FrameHandler reception) {
    return new Entry(this, association, reception);
  }

  private record Entry(Border border, Association association, FrameHandler reception)
      implements FrameHandler {
    @Override
    public void onFrame(Frame frame) {
      Frame admitted;
      try {
        admitted = border.pass(frame);
      } catch (PayloadException e) {
        refuse(frame, e);
        return;
      }
      reception.onFrame(admitted);
    }

    /**
     * A caller that waits is told; where none does, nothing that was sent may seem to have arrived.
     */
    private void refuse(Frame frame, PayloadException reason) {
      long correlation = frame.getCorrelation();
      if (correlation <= Owner.NEWS) {
        log.warn(
            "The link with {} is closed, for it sent what is not allowed: {}",
            association,
            reason.getMessage());
        association.link().close();
      } else if (Owner.isFromOwner(frame)) {
        association.receive(Refusals.encode(reason).setCorrelation(correlation).build());
      } else {
        association.reply(correlation, Refusals.encode(reason));
      }
    }

    @Override
    public void onClosed(@Nullable Throwable cause) {
      reception.onClosed(cause);
    }
  }

  private Message admit(Message message) {
    if (message instanceof Failure failure) {
      return payloads.failure(failure);
    }
    if (message instanceof CodeFrame) {
      throw new PayloadException("the program's code has no business beyond one machine");
    }
    if (message instanceof ManagedItem item) {
      check(item);
      return item;
    }
    if (message instanceof TaskOutcome outcome && outcome.hasReturned()) {
      return admit(outcome);
    }
    Message.Builder changed = null;
    for (Map.Entry<FieldDescriptor, Object> each : message.getAllFields().entrySet()) {
      FieldDescriptor field = each.getKey();
      if (field.getJavaType() == JavaType.MESSAGE) {
        Object admitted = admit(field, each.getValue());
        if (admitted != each.getValue()) {
          changed = changed == null ? message.toBuilder() : changed;
          changed.setField(field, admitted);
        }
      } else if (field.getJavaType() == JavaType.BYTE_STRING) {
        check(field, each.getValue());
      }
    }
    return changed == null ? message : changed.build();
  }

  /** Returns the same value if nothing in it was changed. */
  private Object admit(FieldDescriptor field, Object value) {
    if (!field.isRepeated()) {
      return admit((Message) value);
    }
    List<?> before = (List<?>) value;
    List<Message> after = before.stream().map(each -> admit((Message) each)).toList();
    for (int i = 0; i < before.size(); i++) {
      if (before.get(i) != after.get(i)) {
        return after;
      }
    }
    return before;
  }

  private void check(FieldDescriptor field, Object value) {
    List<?> each = field.isRepeated() ? (List<?>) value : List.of(value);
    for (Object bytes : each) {
      if (PAYLOADS.contains(field)) {
        payloads.payload((ByteString) bytes);
      } else if (field.equals(FUNCTION)) {
        payloads.function((ByteString) bytes);
      } else {
        throw new PayloadException(field.getFullName() + " has no business beyond one machine");
      }
    }
  }

  /** Bytes are no function where one is known by its slot. */
  private void check(ManagedItem item) {
    if (item.getFunction()) {
      payloads.function(item.getPayload());
    } else {
      payloads.payload(item.getPayload());
    }
  }

  /** A result that must not come in costs its own task only. */
  private TaskOutcome admit(TaskOutcome outcome) {
    try {
      payloads.payload(outcome.getReturned());
      return outcome;
    } catch (PayloadException e) {
      return outcome.toBuilder()
          .setUnencodable(Unencodable.newBuilder()
              .setValue("a result")
              .setReason(Refusals.encode(e).getRefused().getFailure()))
          .build();
    }
  }
}
