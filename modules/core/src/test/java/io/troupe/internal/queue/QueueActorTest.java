package io.troupe.internal.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.troupe.internal.object.ObjectMessage;
import io.troupe.internal.runtime.TroupeRuntime;
import io.troupe.internal.system.ActorThreads;
import io.troupe.internal.system.LocalActor;
import io.troupe.internal.system.Role;
import io.troupe.proto.Frame;
import io.troupe.proto.GetItems;
import io.troupe.proto.LinkFrame;
import io.troupe.proto.PutItems;
import io.troupe.proto.QueueFrame;
import io.troupe.proto.ShareTallies;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class QueueActorTest {
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final LocalActor<ObjectMessage> queue = TroupeRuntime.current()
      .actors()
      .spawn("queue", ActorThreads.CALLERS, self -> {
        QueueActor role = new QueueActor(1, self, 0, false);
        return new Watched(role, ended);
      });
  private final TestCaller one = TestCaller.remote("one");
  private final TestCaller two = TestCaller.remote("two");
  private long correlations;

  private record Watched(QueueActor role, CompletableFuture<Void> ended)
      implements Role<ObjectMessage> {
    @Override
    public boolean onMessage(ObjectMessage message) {
      return role.onMessage(message);
    }

    @Override
    public void onEnd() {
      role.onEnd();
      ended.complete(null);
    }
  }

  private Frame ask(TestCaller caller, Frame.Builder frame) {
    long correlation = tell(caller, frame);
    await().until(() -> caller.hasAnswer(correlation));
    return caller.answer(correlation);
  }

  private long tell(TestCaller caller, Frame.Builder frame) {
    long correlation = ++correlations;
    queue.tell(new ObjectMessage.Request(
        caller, frame.setTarget(1).setCorrelation(correlation).build()));
    return correlation;
  }

  private static Frame.Builder put(String item) {
    return QueueFrames.frame(QueueFrame.newBuilder()
        .setPutItems(PutItems.newBuilder().addItems(ByteString.copyFromUtf8(item))));
  }

  private static GetItems.Builder get() {
    return GetItems.newBuilder().setMost(1).setWait(true);
  }

  @Test
  void request_ofAnotherKind_isRefused() {
    Frame answer = ask(one, Frame.newBuilder().setLink(LinkFrame.getDefaultInstance()));
    assertThat(answer.getRefused().getFailure().getMessage()).contains("LINK");
  }

  @Test
  void share_memoryThatIsNotThere_isRefused() {
    Frame answer = ask(
        one,
        QueueFrames.frame(QueueFrame.newBuilder()
            .setShareTallies(ShareTallies.newBuilder().setMemory("no/such/thing"))));
    assertThat(answer.hasRefused()).isTrue();
  }

  @Test
  void callerGone_itemCountedInSharedMemory_isTaken_theOthersGoBack() {
    Tallies tallies = Tallies.create();
    ask(
        one,
        QueueFrames.frame(QueueFrame.newBuilder()
            .setShareTallies(ShareTallies.newBuilder().setMemory(tallies.address()))));
    ask(one, put("a"));
    ask(one, put("b"));
    long first =
        tell(one, QueueFrames.frame(QueueFrame.newBuilder().setGetItems(get().setTally(3))));
    tell(one, QueueFrames.frame(QueueFrame.newBuilder().setGetItems(get().setTally(4))));
    await().until(() -> one.hasAnswer(first));
    tallies.count(3, first, 1);
    queue.tell(new ObjectMessage.CallerGone(one));
    Frame answer = ask(two, QueueFrames.frame(QueueFrame.newBuilder().setGetItems(get())));
    assertThat(answer.getQueue().getHandedItems().getItems(0).toStringUtf8()).isEqualTo("b");
  }

  @Test
  void unused_actorEnds() {
    queue.tell(ObjectMessage.Unused.INSTANCE);
    assertThat(ended).isCompleted();
  }
}
