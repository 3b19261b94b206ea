package io.troupe.internal.sync;

import io.troupe.OwnerLostException;
import io.troupe.internal.object.Answer;
import io.troupe.internal.object.ObjectRef;
import io.troupe.proto.Frame;
import io.troupe.proto.SyncAcquire;
import io.troupe.proto.SyncWake;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The actor that has the waiters of a cell.
 *
 * @param cell which of its cells; empty where it has one only
 */
record ObjectHome(ObjectRef object, int token, String cell) implements Home {
  private static final Logger LOG = LoggerFactory.getLogger(ObjectHome.class);

  @Override
  public boolean isLost() {
    return object.isLost();
  }

  @Override
  public OwnerLostException lost() {
    return object.lost();
  }

  @Override
  public Answer ask(SyncAcquire.Builder wish) {
    return object.ask(Frame.newBuilder().setSyncAcquire(wish.setCell(cell)));
  }

  @Override
  public boolean await(Answer answer, long nanos) throws InterruptedException {
    return Waits.await(object, answer, nanos) != null;
  }

  @Override
  public void wake() {
    try {
      object.post(Frame.newBuilder().setSyncWake(SyncWake.newBuilder().setCell(cell)));
    } catch (OwnerLostException e) {
      LOG.debug("Those who waited have heard that the owner is gone", e);
    }
  }
}
