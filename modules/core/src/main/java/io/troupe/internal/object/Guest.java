package io.troupe.internal.object;

import io.troupe.internal.link.FrameHandler;
import io.troupe.internal.link.Link;
import io.troupe.internal.link.LinkClosedException;
import io.troupe.internal.wait.ResultSource;
import io.troupe.proto.Done;
import io.troupe.proto.Frame;
import io.troupe.proto.Gone;
import io.troupe.proto.Introduction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Another process that uses objects of this one: obeys what it says of handles, passes the rest on to the objects. */
final class Guest implements Caller, FrameHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Guest.class);

  private final Objects owner;
  private final Link link;

  /** Written by the reader of the link, before any object hears of this guest. */
  private volatile long pid;

  /** Who it really wants to talk to; used by the reader of the link only. */
  private @Nullable Relay relay;

  Guest(Objects owner, Link link) {
    this.owner = owner;
    this.link = link;
  }

  @Override
  public long pid() {
    return pid;
  }

  @Override
  public boolean isLocal() {
    return false;
  }

  @Override
  public void reply(long correlation, Frame.Builder answer) {
    if (correlation != 0) {
      post(answer.setCorrelation(correlation).build());
    }
  }

  @Override
  public void tell(long object, Frame.Builder news) {
    post(news.setTarget(object).build());
  }

  private void post(Frame frame) {
    try {
      link.post(frame);
    } catch (LinkClosedException e) {
      LOG.debug("{} is gone, and needs no answer", this, e);
    }
  }

  @Override
  public void onFrame(Frame frame) {
    Relay elsewhere = relay;
    if (elsewhere == null) {
      onOwnFrame(frame);
    } else {
      elsewhere.send(frame);
    }
  }

  private void onOwnFrame(Frame frame) {
    switch (frame.getBodyCase()) {
      case INTRODUCTION -> introduce(frame.getIntroduction());
      case FENCE -> done(frame);
      default -> forObject(frame, owner.find(frame.getTarget()));
    }
  }

  private void introduce(Introduction introduction) {
    pid = introduction.getPid();
    long wanted = introduction.getOwner();
    if (wanted != 0 && wanted != owner.id()) {
      relay = Relay.open(owner, wanted, pid, link);
    }
  }

  ResultSource link() {
    return link;
  }

  private void forObject(Frame frame, @Nullable OwnedObject object) {
    if (object == null) {
      reply(frame.getCorrelation(), Frame.newBuilder().setGone(Gone.getDefaultInstance()));
      return;
    }
    switch (frame.getBodyCase()) {
      case HOLD -> doneIf(object.hold(this, frame.getHold().getTicket()), frame);
      case ISSUE -> doneIf(object.issue(frame.getIssue().getTicket()), frame);
      case VOID_TICKET -> object.forget(frame.getVoidTicket().getTicket());
      case DROP -> object.drop(this);
      default -> {
        owner.called(this);
        object.tell(new ObjectMessage.Request(this, frame));
      }
    }
  }

  private void doneIf(boolean exists, Frame request) {
    if (exists) {
      done(request);
    } else {
      reply(request.getCorrelation(), Frame.newBuilder().setGone(Gone.getDefaultInstance()));
    }
  }

  private void done(Frame request) {
    reply(request.getCorrelation(), Frame.newBuilder().setDone(Done.getDefaultInstance()));
  }

  @Override
  public void onClosed(@Nullable Throwable cause) {
    if (relay != null) {
      relay.close();
    }
    owner.gone(this);
  }

  @Override
  public String toString() {
    return "process " + pid;
  }
}
