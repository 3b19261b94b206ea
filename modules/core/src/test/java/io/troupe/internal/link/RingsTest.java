package io.troupe.internal.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.troupe.internal.link.transport.FrameReader;
import io.troupe.internal.link.transport.MalformedFrameException;
import io.troupe.internal.link.transport.Pause;
import io.troupe.internal.link.transport.RingTransport;
import io.troupe.internal.link.transport.SocketTransport;
import io.troupe.proto.Frame;
import io.troupe.proto.LinkFrame;
import io.troupe.proto.RingAnswer;
import io.troupe.proto.RingBegins;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Links that move a direction from the socket into shared memory. */
@Timeout(60)
class RingsTest {
  private static final int BULK = 2_000;

  /** One end of a link, whose transport the test can see. */
  private record End(RingTransport transport, Link link, Recorder received) {
    static End of(SocketChannel socket) throws IOException {
      RingTransport transport = new RingTransport(SocketTransport.of(socket), true);
      return new End(transport, LinkPair.over(transport), new Recorder());
    }

    void start() {
      link.start(received);
    }

    void say(LinkFrame.Builder message) {
      link.send(Frame.newBuilder().setLink(message).build());
    }

    CompletableFuture<Void> sendBulk(long first) {
      return CompletableFuture.runAsync(() -> {
        for (long i = first; i < first + BULK; i++) {
          link.send(Frames.zeros(i, i % 500 == 499 ? 400_000 : 10_000));
        }
      });
    }

    void awaitBulk(long first) throws InterruptedException {
      for (long i = first; i < first + BULK; i++) {
        assertThat(received.nextCorrelation()).isEqualTo(i);
      }
    }

    /** Whether a sender of much would have to wait: nobody reads, and more than a ring holds was sent. */
    boolean isFull() {
      return Thread.getAllStackTraces().values().stream()
          .anyMatch(stack -> Stream.of(stack)
              .anyMatch(frame -> frame.getClassName().equals(Pause.class.getName())));
    }

    void awaitWritesToRing() {
      await().until(transport::takesFrames);
    }
  }

  private End one;
  private End two;

  @BeforeEach
  void open() throws Exception {
    SocketChannel[] sockets = LinkPair.sockets();
    one = End.of(sockets[0]);
    two = End.of(sockets[1]);
  }

  @AfterEach
  void close() {
    one.link.close();
    two.link.close();
  }

  private void moveIntoRing() throws Exception {
    one.start();
    CompletableFuture<Void> bulk = one.sendBulk(0);
    two.start();
    two.awaitBulk(0);
    bulk.get();
    one.awaitWritesToRing();
  }

  @Test
  void muchToSend_movesIntoARing_andKeepsTheOrder() throws Exception {
    moveIntoRing();
    assertThat(two.transport.takesFrames()).as("nothing went the other way").isFalse();
    CompletableFuture<Void> bulk = one.sendBulk(BULK);
    two.awaitBulk(BULK);
    bulk.get();
  }

  /** Sends a frame after the other has arrived, so that never more than one is under way. */
  private void sendSingly(long first, long end) throws Exception {
    for (long i = first; i < end; i++) {
      one.link.send(Frames.ping(i));
      assertThat(two.received.nextCorrelation()).isEqualTo(i);
    }
  }

  @Test
  void manyFrames_oneAfterTheOther_moveIntoARing_andKeepTheOrder() throws Exception {
    one.start();
    two.start();
    sendSingly(0, 10);
    assertThat(one.transport.takesFrames()).as("after a few").isFalse();
    sendSingly(10, 1_000);
    one.awaitWritesToRing();
    sendSingly(1_000, 2_000);
  }

  @Test
  void bothDirections_moveEachOnItsOwn() throws Exception {
    one.start();
    two.start();
    CompletableFuture<Void> there = one.sendBulk(0);
    CompletableFuture<Void> back = two.sendBulk(0);
    two.awaitBulk(0);
    one.awaitBulk(0);
    there.get();
    back.get();
  }

  @Test
  void fewFrames_afterABreak_wakeTheReader() throws Exception {
    moveIntoRing();
    for (long i = 0; i < 100; i++) {
      one.link.send(Frames.ping(i));
      assertThat(two.received.nextCorrelation()).isEqualTo(i);
      one.link.sendControl(Frames.ping(1_000));
      assertThat(two.received.nextCorrelation()).isEqualTo(1_000);
    }
  }

  @Test
  void manySenders_keepEachOnesOrder() throws Exception {
    moveIntoRing();
    List<CompletableFuture<Void>> senders = new ArrayList<>();
    for (long sender = 0; sender < 3; sender++) {
      senders.add(one.sendBulk(sender * BULK));
    }
    long[] next = {0, BULK, 2 * BULK};
    for (int i = 0; i < 3 * BULK; i++) {
      long correlation = two.received.nextCorrelation();
      assertThat(correlation).isEqualTo(next[(int) (correlation / BULK)]++);
    }
    for (CompletableFuture<Void> sender : senders) {
      sender.get();
    }
  }

  @Test
  void closedBehindTheLastFrame_allFramesAreReadFirst() throws Exception {
    moveIntoRing();
    for (long i = 0; i < 20; i++) {
      one.link.send(Frames.zeros(i, 10_000));
    }
    one.link.flush();
    one.link.close();
    for (long i = 0; i < 20; i++) {
      assertThat(two.received.nextCorrelation()).isEqualTo(i);
    }
    assertThat(two.received.closed.get()).isEmpty();
  }

  @Test
  void otherSideGoes_whileASenderWaits_endsTheWait() throws Exception {
    moveIntoRing();
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    two.received.onNextFrame(() -> {
      asked.countDown();
      go.await();
    });
    one.link.send(Frames.ping(0));
    asked.await();
    CompletableFuture<Void> sender = one.sendBulk(1);
    await().until(() -> one.isFull());
    two.link.close();
    assertThatThrownBy(sender::get).hasCauseInstanceOf(LinkClosedException.class);
    go.countDown();
  }

  @Test
  void otherSideHasNotThisMemory_theSocketDoesItAll() throws Exception {
    one.start();
    CompletableFuture<Void> bulk = one.sendBulk(0);
    FrameReader reader = new FrameReader(two.transport);
    reader.trust();
    long next = 0;
    boolean answered = false;
    while (next < BULK) {
      Frame frame = reader.next();
      if (frame == null) {
        two.transport.awaitReadable(0);
        reader.fill();
      } else if (frame.getLink().hasRingOffer()) {
        answered = true;
        two.say(LinkFrame.newBuilder().setRingAnswer(RingAnswer.newBuilder().setTaken(false)));
      } else {
        assertThat(frame.getCorrelation()).isEqualTo(next++);
      }
    }
    bulk.get();
    assertThat(answered).isTrue();
    assertThat(one.transport.takesFrames()).isFalse();
  }

  @Test
  void answerWithoutAnOffer_closesTheLink() throws Exception {
    one.start();
    two.say(LinkFrame.newBuilder().setRingAnswer(RingAnswer.newBuilder().setTaken(true)));
    assertThat(one.received.closed.get()).containsInstanceOf(MalformedFrameException.class);
  }

  @Test
  void beginningWithoutAnOffer_closesTheLink() throws Exception {
    one.start();
    two.say(LinkFrame.newBuilder().setRingBegins(RingBegins.getDefaultInstance()));
    assertThat(one.received.closed.get()).containsInstanceOf(MalformedFrameException.class);
  }
}
