package io.troupe.internal.manager.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.troupe.internal.manager.call.Referent.Trait;
import io.troupe.internal.object.Caller;
import io.troupe.internal.object.ObjectMessage;
import io.troupe.internal.payload.Payloads;
import io.troupe.internal.runtime.TroupeRuntime;
import io.troupe.internal.system.ActorThreads;
import io.troupe.internal.system.LocalActor;
import io.troupe.proto.Frame;
import io.troupe.proto.ManagedCall;
import io.troupe.proto.ManagedFrame;
import io.troupe.proto.ManagedItem;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ManagedObjectTest {
  /** Notes what it is called, and is busy with its first call until it may go on. */
  private interface Calls {
    void note(String name) throws InterruptedException;
  }

  private static final class Busy implements Calls {
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final CountDownLatch goOn = new CountDownLatch(1);

    @Override
    public void note(String name) throws InterruptedException {
      calls.add(name);
      goOn.await();
    }
  }

  private static final class Client implements Caller {
    private final List<Long> answered = new CopyOnWriteArrayList<>();

    @Override
    public long pid() {
      return 1;
    }

    @Override
    public boolean isLocal() {
      return false;
    }

    @Override
    public void reply(long correlation, Frame.Builder answer) {
      if (correlation != 0) {
        answered.add(correlation);
      }
    }

    @Override
    public void tell(long object, Frame.Builder news) {
      throw new IllegalStateException("a managed object has no news");
    }
  }

  private static final Payloads PAYLOADS = Payloads.standard();

  private final Busy busy = new Busy();
  private final LocalActor<ObjectMessage> object = TroupeRuntime.current()
      .actors()
      .spawn(
          "managed",
          ActorThreads.CALLERS,
          self -> new ManagedObject(
              self, Referent.of(Calls.class, busy, Trait.RUNS_CODE), 1, CodeThreads::run));
  private final Client client = new Client();
  private final Client other = new Client();

  @AfterEach
  void stop() {
    busy.goOn.countDown();
  }

  private void request(Client caller, String name, long correlation) {
    object.tell(new ObjectMessage.Request(
        caller,
        Frame.newBuilder()
            .setTarget(1)
            .setCorrelation(correlation)
            .setManaged(ManagedFrame.newBuilder()
                .setCall(ManagedCall.newBuilder()
                    .setMethod("note")
                    .addItems(ManagedItem.newBuilder().setPayload(PAYLOADS.encode(name)))))
            .build()));
  }

  @Test
  void callerGone_whatItToldIsCarriedOut() {
    request(client, "first", 0);
    request(client, "second", 0);
    request(client, "third", 0);
    object.tell(new ObjectMessage.CallerGone(client));
    busy.goOn.countDown();
    await().untilAsserted(() -> assertThat(busy.calls).containsExactly("first", "second", "third"));
  }

  @Test
  void callerGone_whatItAskedAndHasNotBegunIsDropped_thatOfOthersIsNot() {
    request(client, "first", 1);
    request(client, "second", 2);
    request(other, "third", 1);
    object.tell(new ObjectMessage.CallerGone(client));
    busy.goOn.countDown();
    await().until(() -> other.answered.equals(List.of(1L)));
    assertThat(busy.calls).containsExactly("first", "third");
  }
}
