package io.troupe.internal.object;

import io.troupe.OwnerLostException;
import io.troupe.internal.wait.ResultSource;
import io.troupe.proto.Frame;
import io.troupe.proto.ObjectHandle;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** This runtime as the user of its own objects: no link, the actors are told at once. */
final class LocalOwner extends Owner implements Caller {
  private final Objects objects;

  LocalOwner(Objects objects) {
    this.objects = objects;
  }

  @Override
  Objects objects() {
    return objects;
  }

  @Override
  long owner() {
    return objects.id();
  }

  @Override
  void send(Frame frame) {
    objects.deliver(new ObjectMessage.Request(this, frame));
  }

  @Override
  void post(Frame frame) {
    send(frame);
  }

  /**
   * What this runtime waits for in an object of its own, another one will bring: most likely the
   * one that called last.
   */
  @Override
  @Nullable
  ResultSource source() {
    return objects.lastCaller();
  }

  @Override
  boolean isClosed() {
    return false;
  }

  @Override
  boolean hasEnded(long object) {
    return objects.find(object) == null;
  }

  @Override
  ObjectHandle issue(ObjectRef reference) {
    long ticket = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
    OwnedObject object = objects.find(reference.object());
    if (object == null || !object.issue(ticket)) {
      throw lost(reference.object());
    }
    return objects.handle(reference.object()).setTicket(ticket).build();
  }

  @Override
  void forget(long object, long ticket) {
    OwnedObject owned = objects.find(object);
    if (owned != null) {
      owned.forget(ticket);
    }
  }

  @Override
  void drop(long object) {
    OwnedObject owned = objects.find(object);
    if (owned != null) {
      owned.dropHere(this);
    }
  }

  @Override
  OwnerLostException lost(long object) {
    return LostObject.gone(object, pid());
  }

  @Override
  boolean fence(long nanos) {
    return true; // actors of this runtime are told at once
  }

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
      receive(answer.setCorrelation(answerTo(correlation)).build());
    }
  }

  @Override
  public void tell(long object, Frame.Builder news) {
    receive(news.setTarget(object).setCorrelation(NEWS).build());
  }

  @Override
  public String toString() {
    return "this process";
  }
}
