package io.troupe.internal.object;

import io.troupe.OwnerLostException;
import io.troupe.internal.wait.ResultSource;
import io.troupe.proto.Frame;
import io.troupe.proto.Gone;
import io.troupe.proto.ObjectHandle;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** This process as the user of its own objects: no link, the actors are told at once. */
final class LocalPeer extends Peer {
  private final Objects owner;
  private final Caller caller = new Self();

  LocalPeer(Objects owner) {
    this.owner = owner;
  }

  Caller caller() {
    return caller;
  }

  @Override
  Objects objects() {
    return owner;
  }

  @Override
  long owner() {
    return objects().id();
  }

  @Override
  void send(Frame frame) {
    OwnedObject object = owner.find(frame.getTarget());
    if (object != null) {
      object.tell(new ObjectMessage.Request(caller, frame));
    } else {
      caller.reply(frame.getCorrelation(), Frame.newBuilder().setGone(Gone.getDefaultInstance()));
    }
  }

  @Override
  void post(Frame frame) {
    send(frame);
  }

  /** What this process waits for in an object of its own, another one will bring: most likely who called last. */
  @Override
  @Nullable
  ResultSource source() {
    return owner.lastCaller();
  }

  @Override
  boolean isClosed() {
    return false;
  }

  @Override
  ObjectHandle issue(ObjectRef reference) {
    long ticket = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
    OwnedObject object = owner.find(reference.object());
    if (object == null || !object.issue(ticket)) {
      throw lost(reference.object());
    }
    return owner.handle(reference.object()).setTicket(ticket).build();
  }

  @Override
  void forget(long object, long ticket) {
    OwnedObject owned = owner.find(object);
    if (owned != null) {
      owned.forget(ticket);
    }
  }

  @Override
  void drop(long object) {
    OwnedObject owned = owner.find(object);
    if (owned != null) {
      owned.drop(caller);
    }
  }

  @Override
  OwnerLostException lost(long object) {
    return LostObject.gone(object, caller.pid());
  }

  @Override
  boolean isLocal() {
    return true;
  }

  @Override
  void fence() {
    // Actors of this process are told at once.
  }

  private final class Self implements Caller {
    @Override
    public long pid() {
      return ProcessHandle.current().pid();
    }

    @Override
    public boolean isLocal() {
      return true;
    }

    @Override
    public void reply(long correlation, Frame.Builder answer) {
      if (correlation != 0) {
        receive(answer.setCorrelation(correlation).build());
      }
    }

    @Override
    public void tell(long object, Frame.Builder news) {
      receive(news.setTarget(object).build());
    }

    @Override
    public String toString() {
      return "this process";
    }
  }
}
