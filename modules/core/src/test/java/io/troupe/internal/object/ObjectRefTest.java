package io.troupe.internal.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.troupe.OwnerLostException;
import io.troupe.internal.directory.RuntimeDirectory;
import io.troupe.internal.link.LinkServer;
import io.troupe.internal.link.handshake.RuntimeId;
import io.troupe.internal.payload.Departure;
import io.troupe.internal.runtime.TroupeRuntime;
import io.troupe.internal.wait.Cores;
import io.troupe.proto.Done;
import io.troupe.proto.Fence;
import io.troupe.proto.Frame;
import io.troupe.proto.LinkFrame;
import io.troupe.proto.ObjectHandle;
import io.troupe.proto.Ping;
import io.troupe.proto.Pong;
import io.troupe.proto.RequestWithdrawn;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Objects, used from their own process and, over a link, as another process would. */
@Timeout(60)
class ObjectRefTest {
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final List<LinkServer> servers = new CopyOnWriteArrayList<>();
  private Objects remote;

  @AfterEach
  void closeLink() {
    if (remote != null) {
      remote.close();
    }
    servers.forEach(LinkServer::close);
  }

  /** Answers a ping, keeps a fence waiting until it is withdrawn, and fails at a pong. */
  private ObjectRole echo() {
    return (number, self) -> message -> {
      if (message instanceof ObjectMessage.Request request) {
        switch (request.frame().getBodyCase()) {
          case LINK -> answer(request);
          case WITHDRAW_REQUEST ->
            request.reply(
                Frame.newBuilder().setRequestWithdrawn(RequestWithdrawn.getDefaultInstance()));
          default -> told.add(request.frame().getBodyCase().name());
        }
        return true;
      }
      told.add(message == ObjectMessage.Unused.INSTANCE ? "unused" : "gone");
      return message != ObjectMessage.Unused.INSTANCE;
    };
  }

  private static void answer(ObjectMessage.Request request) {
    if (request.frame().getLink().hasPong()) {
      throw new IllegalStateException("told to fail");
    }
    request.reply(Frame.newBuilder().setDone(Done.getDefaultInstance()));
  }

  private static Frame.Builder ping() {
    return Frame.newBuilder().setLink(LinkFrame.newBuilder().setPing(Ping.getDefaultInstance()));
  }

  /** As another runtime would. */
  private ObjectRef overLink(ObjectHandle handle) {
    remote = otherRuntime();
    return remote.open(handle);
  }

  private Objects otherRuntime() {
    RuntimeId id = RuntimeId.create();
    LinkServer server = LinkServer.open(id, Cores.gate(), RuntimeDirectory.ofThisJvm());
    servers.add(server);
    TroupeRuntime here = TroupeRuntime.current();
    return new Objects(id, here.actors(), here.payloads(), here.failures(), new OtherHost(server));
  }

  private record OtherHost(LinkServer linkServer) implements ObjectHost {
    @Override
    public void onClose(AutoCloseable resource) {
      // The test closes it.
    }
  }

  @Test
  void ask_ownObject_isAnsweredOnThisThread() throws InterruptedException {
    ObjectRef object = TroupeRuntime.current().objects().create("echo", echo());
    Answer answer = object.ask(ping());
    assertThat(answer.isDone()).isTrue();
    assertThat(answer.get().hasDone()).isTrue();
  }

  @Test
  void ask_overLink_isAnswered() throws InterruptedException {
    ObjectRef object = TroupeRuntime.current().objects().create("echo", echo());
    ObjectRef far = overLink(object.handle());
    assertThat(far.isLocal()).isFalse();
    assertThat(far.ask(ping()).get().hasDone()).isTrue();
  }

  /** As that of a process that is stopped, which the system answers for. */
  @Test
  void open_ownerTakesTheConnectionAndSaysNothing_countsAsThere() throws Exception {
    remote = otherRuntime();
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      ObjectHandle handle = ObjectHandle.newBuilder()
          .setOwner(7)
          .setAddress("127.0.0.1:" + silent.getLocalPort())
          .setKey(ByteString.copyFrom(new byte[32]))
          .setObject(1)
          .build();
      Answer answer;
      try (Socket connection = opened(handle, silent)) {
        ObjectRef far = remote.open(handle);
        answer = far.ask(Frame.newBuilder().setDone(Done.getDefaultInstance()));
        assertThat(answer.get(TimeUnit.MILLISECONDS.toNanos(1))).isNull();
        Thread.currentThread().interrupt();
        assertThatThrownBy(answer::get).isInstanceOf(InterruptedException.class);
        assertThat(connection.isClosed()).isFalse();
      }
      assertThatThrownBy(answer::get)
          .isInstanceOf(OwnerLostException.class)
          .hasMessageContaining("cannot be reached");
    }
  }

  private Socket opened(ObjectHandle handle, ServerSocket silent) throws IOException {
    ObjectRef unused = remote.open(handle);
    return silent.accept();
  }

  @Test
  void withdraw_waitingRequest_isAnsweredAsWithdrawn() throws InterruptedException {
    ObjectRef object = TroupeRuntime.current().objects().create("echo", echo());
    ObjectRef far = overLink(object.handle());
    Answer answer = far.ask(Frame.newBuilder().setDone(Done.getDefaultInstance()));
    assertThat(answer.get(TimeUnit.MILLISECONDS.toNanos(1))).isNull();
    far.withdraw(answer);
    assertThat(answer.get().hasRequestWithdrawn()).isTrue();
  }

  @Test
  void open_sameObjectTwice_isTheSameReference() {
    ObjectRef object = TroupeRuntime.current().objects().create("echo", echo());
    ObjectHandle handle = object.handle();
    ObjectRef far = overLink(handle);
    assertThat(remote.open(handle.toBuilder().setTicket(0).build())).isSameAs(far);
    assertThat(TroupeRuntime.current().objects().open(handle)).isSameAs(object);
  }

  @Test
  void linkEnds_actorHearsThatCallerIsGone_andRequestsFail() {
    ObjectRef object = TroupeRuntime.current().objects().create("echo", echo());
    ObjectRef far = overLink(object.handle());
    Answer unanswered = far.ask(Frame.newBuilder().setDone(Done.getDefaultInstance()));
    remote.close();
    await().until(() -> told.contains("gone"));
    assertThatThrownBy(unanswered::get).isInstanceOf(OwnerLostException.class);
    assertThatThrownBy(() -> far.ask(ping())).isInstanceOf(OwnerLostException.class);
  }

  @Test
  void actorFails_requestsFail_nearAndFar() {
    ObjectRef object = TroupeRuntime.current().objects().create("echo", echo());
    ObjectRef far = overLink(object.handle());
    Answer waiting = far.ask(Frame.newBuilder().setDone(Done.getDefaultInstance()));
    Answer fatal = object.ask(
        Frame.newBuilder().setLink(LinkFrame.newBuilder().setPong(Pong.getDefaultInstance())));
    assertThatThrownBy(fatal::get).isInstanceOf(OwnerLostException.class);
    assertThatThrownBy(waiting::get).isInstanceOf(OwnerLostException.class);
    assertThatThrownBy(() -> far.ask(ping()).get()).isInstanceOf(OwnerLostException.class);
    assertThatThrownBy(() -> object.ask(ping()).get()).isInstanceOf(OwnerLostException.class);
    assertThatThrownBy(object::handle).isInstanceOf(OwnerLostException.class);
  }

  @Test
  void heldByHandleUnderWayOnly_staysUntilThatIsGivenUp() {
    Departure<ObjectHandle> departure = Departure.of(this::handleOfForgottenObject);
    collectGarbageUntilDropped(departure.value());
    assertThat(told).isEmpty();
    departure.lost();
    await().until(() -> told.contains("unused"));
  }

  private ObjectHandle handleOfForgottenObject() {
    return TroupeRuntime.current().objects().create("echo", echo()).handle();
  }

  private static void collectGarbageUntilDropped(ObjectHandle handle) {
    OwnedObject object = TroupeRuntime.current().objects().find(handle.getObject());
    await().until(() -> {
      System.gc();
      return !object.isHeld();
    });
  }

  @Test
  void nobodyHoldsIt_actorEnds() {
    long object = handleOfForgottenObject().getObject();
    assertThat(object).isPositive();
    ObjectHandle handle =
        TroupeRuntime.current().objects().create("echo", echo()).handle();
    ObjectRef far = overLink(handle);
    assertThat(far.ask(ping()).join().hasDone()).isTrue();
    remote.close();
    await().until(() -> {
      System.gc();
      return told.contains("unused");
    });
  }

  @Test
  void fence_afterTell_returnsWhenObjectWasTold() {
    ObjectRef object = TroupeRuntime.current().objects().create("echo", echo());
    ObjectRef far = overLink(object.handle());
    far.tell(Frame.newBuilder().setDone(Done.getDefaultInstance()));
    remote.fence();
    assertThat(told).containsExactly("DONE");
  }

  @Test
  void bothRuntimesUseEachOther_overOneLink() throws InterruptedException {
    Objects here = TroupeRuntime.current().objects();
    ObjectRef far = overLink(here.create("echo", echo()).handle());
    assertThat(far.ask(ping()).get().hasDone()).isTrue();
    ObjectRef back = here.open(remote.create("echo", echo()).handle());
    assertThat(back.isLocal()).isFalse();
    assertThat(back.ask(ping()).get().hasDone()).isTrue();
    assertThat(here.lastCaller()).isNotNull();
    assertThat(remote.lastCaller()).isNotSameAs(here.lastCaller());
    remote.close();
    assertThatThrownBy(() -> back.ask(ping()).get()).isInstanceOf(OwnerLostException.class);
  }

  @Test
  void bothRuntimesConnectAtOnce_bothAreServed() throws Exception {
    for (int i = 0; i < 20; i++) {
      Objects one = otherRuntime();
      Objects two = otherRuntime();
      ObjectHandle ofOne = one.create("echo", echo()).handle();
      ObjectHandle ofTwo = two.create("echo", echo()).handle();
      CyclicBarrier start = new CyclicBarrier(2);
      CompletableFuture<ObjectRef> fromOne = opening(one, ofTwo, start);
      CompletableFuture<ObjectRef> fromTwo = opening(two, ofOne, start);
      assertThat(fromOne.get().ask(ping()).get().hasDone()).isTrue();
      assertThat(fromTwo.get().ask(ping()).get().hasDone()).isTrue();
      one.close();
      two.close();
    }
  }

  private static CompletableFuture<ObjectRef> opening(
      Objects runtime, ObjectHandle handle, CyclicBarrier start) {
    return CompletableFuture.supplyAsync(() -> {
      try {
        start.await();
      } catch (InterruptedException | BrokenBarrierException e) {
        throw new IllegalStateException(e);
      }
      return runtime.open(handle);
    });
  }

  @Test
  void openedAndDroppedByTurns_isHeldWhileThereIsAReference() throws InterruptedException {
    ObjectHandle handle =
        TroupeRuntime.current().objects().create("echo", echo()).handle();
    ObjectHandle again = handle.toBuilder().setTicket(0).build();
    overLink(handle);
    for (int i = 0; i < 50; i++) {
      ObjectRef held = remote.open(again);
      System.gc();
      assertThat(held.ask(ping()).get().hasDone()).isTrue();
    }
    await().until(() -> {
      System.gc();
      return told.contains("unused");
    });
  }

  @Test
  void ownerUnreachable_allWhoWantItHearSo() {
    ObjectHandle handle =
        TroupeRuntime.current().objects().create("echo", echo()).handle().toBuilder()
            .setOwner(1)
            .setAddress("/nowhere/at/all")
            .build();
    remote = otherRuntime();
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> remote.open(handle))
          .isInstanceOf(OwnerLostException.class)
          .hasMessageContaining("/nowhere/at/all");
    }
  }

  @Test
  void interruptedCaller_isServedAndStaysInterrupted() {
    ObjectRef object = TroupeRuntime.current().objects().create("echo", echo());
    Thread.currentThread().interrupt();
    Answer answer = object.ask(ping());
    assertThat(Thread.interrupted()).isTrue();
    assertThat(answer.isDone()).isTrue();
    object.tell(Frame.newBuilder().setFence(Fence.getDefaultInstance()));
    assertThat(told).containsExactly("FENCE");
  }
}
