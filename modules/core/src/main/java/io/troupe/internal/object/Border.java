package io.troupe.internal.object;

import com.google.protobuf.ByteString;
import io.troupe.PayloadException;
import io.troupe.internal.link.FrameHandler;
import io.troupe.internal.log.Log;
import io.troupe.internal.payload.border.AllowedClasses;
import io.troupe.internal.payload.border.PayloadCheck;
import io.troupe.proto.ActorMessage;
import io.troupe.proto.CodeFrame;
import io.troupe.proto.DefineFunction;
import io.troupe.proto.Failure;
import io.troupe.proto.FieldType;
import io.troupe.proto.Frame;
import io.troupe.proto.HandedItems;
import io.troupe.proto.ManagedItem;
import io.troupe.proto.PutItems;
import io.troupe.proto.QueueItem;
import io.troupe.proto.Task;
import io.troupe.proto.TaskOutcome;
import io.troupe.proto.Unencodable;
import io.troupe.proto.WireMessage;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What may come from a runtime beyond this machine, and go there: each payload in a frame is looked
 * through, and a frame with bytes of which it is not known what they are does not pass.
 * Thread-safe.
 */
final class Border {
  private static final Log log = Log.of(Border.class);
  private static final Set<FieldType> PAYLOADS = Set.of(
      Task.messageType().field(Task.ARGUMENTS_FIELD_NUMBER),
      PutItems.messageType().field(PutItems.ITEMS_FIELD_NUMBER),
      HandedItems.messageType().field(HandedItems.ITEMS_FIELD_NUMBER),
      QueueItem.messageType().field(QueueItem.ITEM_FIELD_NUMBER),
      ActorMessage.messageType().field(ActorMessage.PAYLOAD_FIELD_NUMBER));
  private static final FieldType FUNCTION =
      DefineFunction.messageType().field(DefineFunction.FUNCTION_FIELD_NUMBER);

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

  private WireMessage<?, ?> admit(WireMessage<?, ?> message) {
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
    WireMessage.Builder<?, ?> changed = null;
    for (FieldType field : message.type().fields()) {
      Object value = field.kind() == FieldType.Kind.OTHER ? null : message.field(field.number());
      if (value == null) {
        continue;
      }
      if (field.kind() == FieldType.Kind.BYTES) {
        check(message, field, value);
        continue;
      }
      Object admitted = admit(value);
      if (admitted != value) {
        changed = changed == null ? message.toBuilder() : changed;
        changed.setField(field.number(), admitted);
      }
    }
    return changed == null ? message : changed.build();
  }

  /** Returns the same value, a message or a list of them, if nothing in it was changed. */
  private Object admit(Object value) {
    if (value instanceof WireMessage<?, ?> message) {
      return admit(message);
    }
    List<?> before = (List<?>) value;
    List<Object> after = before.stream().map(this::admit).toList();
    for (int i = 0; i < before.size(); i++) {
      if (before.get(i) != after.get(i)) {
        return after;
      }
    }
    return before;
  }

  private void check(WireMessage<?, ?> message, FieldType field, Object value) {
    List<?> each = value instanceof List<?> several ? several : List.of(value);
    for (Object bytes : each) {
      if (PAYLOADS.contains(field)) {
        payloads.payload((ByteString) bytes);
      } else if (field.equals(FUNCTION)) {
        payloads.function((ByteString) bytes);
      } else {
        throw new PayloadException(
            message.type().name() + "." + field.name() + " has no business beyond one machine");
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
