package io.troupe.internal.actor;

import com.google.protobuf.ByteString;
import io.troupe.PayloadException;
import io.troupe.internal.log.Log;
import io.troupe.internal.object.ObjectMessage.Request;
import io.troupe.internal.object.Refusals;
import io.troupe.proto.ActorMessage;
import org.jspecify.annotations.Nullable;

/** A message from another process, in the mailbox of what will decode it. */
final class Arrival {
  private static final Log log = Log.of(Arrival.class);

  private final ExportedActor actor;
  private final Request request;
  private final Credit credit;

  /** Who asks, once the message was opened. */
  private @Nullable ReplyRef asker;

  Arrival(ExportedActor actor, Request request, Credit credit) {
    this.actor = actor;
    this.request = request;
    this.credit = credit;
    credit.arrived();
  }

  boolean isQuestion() {
    return request.frame().getCorrelation() != 0;
  }

  private ByteString payload() {
    return request.frame().getActor().getMessage().getPayload();
  }

  /**
   * Decodes the message, on a thread that may block; null if that fails, which is said. To be
   * followed by {@link #processed}.
   */
  @Nullable
  Object open() {
    actor.opened(this);
    try {
      asker = isQuestion() ? actor.refs().asker(request) : null;
      return actor.refs().decode(payload(), asker);
    } catch (PayloadException e) {
      log.warn(
          "A message for {} from process {} cannot be decoded",
          actor,
          request.caller().pid(),
          e);
      refuse(e);
      return null;
    }
  }

  /** The actor has taken it. */
  void processed() {
    ActorMessage message = request.frame().getActor().getMessage();
    credit.processed(message.getPayload().size(), message.getCounted());
  }

  /** It will not be answered; without effect if it was. */
  void refuse(Throwable reason) {
    ReplyRef opened = asker;
    if (opened != null) {
      opened.refuse(reason);
    } else if (isQuestion()) {
      request.reply(Refusals.encode(reason));
    }
  }

  @Override
  public String toString() {
    return "a message of process " + request.caller().pid();
  }
}
