package io.troupe.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.troupe.proto.HolderRole;
import io.troupe.proto.PipeNotice;
import io.troupe.proto.PipeNotice.NoticeCase;
import io.troupe.proto.PipeOpen;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class IntroducedEndTest {
  private static final ByteString SMALL = ByteString.copyFromUtf8("small");

  private final IntroducedEnd end = new IntroducedEnd();
  private final List<Wire> wires = new ArrayList<>();
  private final ByteString key = Proofs.newKey();
  private Selector selector;

  /** A guest, and what it has been told. */
  private record Visitor(Guest guest, Source told) {

    PipeNotice next() throws IOException {
      byte[] message = told.begun() ? told.take() : null;
      while (message == null && told.fill()) {
        message = told.begun() ? told.take() : null;
      }
      return message == null ? PipeNotice.getDefaultInstance() : PipeNotice.parseFrom(message);
    }
  }

  @BeforeEach
  void open() throws IOException {
    selector = Selector.open();
  }

  @AfterEach
  void close() throws IOException {
    selector.close();
    wires.forEach(Wire::close);
  }

  private Visitor visitor(HolderRole role) throws IOException {
    SocketChannel[] pair = SocketPair.open();
    Wire near = SocketWire.of(pair[0]);
    Wire far = SocketWire.of(pair[1]);
    wires.add(near);
    wires.add(far);
    Guest guest = new Guest(near, pair[0].register(selector, SelectionKey.OP_READ));
    guest.challenge();
    Source told = new Source(far);
    told.fill();
    PipeOpen open =
        PipeOpen.newBuilder().setRole(role).setPid(4711).setAddress("here").build();
    ByteString nonce = io.troupe.proto.PipeChallenge.parseFrom(told.begun() ? told.take() : null)
        .getNonce();
    assertThat(guest.open(
            open.toBuilder().setMac(HolderProof.ofHolder(key, open, nonce)).build(), key))
        .isTrue();
    told.fill();
    assertThat(told.begun() ? told.take() : null).isNotNull();
    return new Visitor(guest, told);
  }

  @Test
  void open_wrongKey_isRefused() throws Exception {
    SocketChannel[] pair = SocketPair.open();
    wires.add(SocketWire.of(pair[1]));
    Wire near = SocketWire.of(pair[0]);
    wires.add(near);
    Guest guest = new Guest(near, pair[0].register(selector, SelectionKey.OP_READ));
    PipeOpen open = PipeOpen.newBuilder()
        .setMac(HolderProof.ofHolder(Proofs.newKey(), PipeOpen.getDefaultInstance(), SMALL))
        .build();
    assertThat(guest.open(open, key)).isFalse();
    assertThat(guest.opened()).isNull();
  }

  @Test
  void isHeld_overALife_followsMakerTicketsAndMembers() throws Exception {
    assertThat(end.isHeld()).isTrue();
    end.issue(1);
    end.closeByMaker();
    assertThat(end.isHeld()).isTrue();
    Guest member = visitor(HolderRole.MEMBER).guest();
    end.join(member, 1);
    assertThat(end.isHeld()).isTrue();
    end.leave(member);
    assertThat(end.isHeld()).isFalse();
  }

  @Test
  void isHeld_makerForgotItsOwn_doesNotCountAfterTheFirstHolder() throws Exception {
    end.issue(1);
    Guest member = visitor(HolderRole.MEMBER).guest();
    end.join(member, 1);
    end.leave(member);
    assertThat(end.isHeld()).isFalse();
  }

  @Test
  void isHeld_ticketLost_ends() {
    end.issue(1);
    end.issue(2);
    end.closeByMaker();
    end.redeem(1);
    assertThat(end.isHeld()).isTrue();
    end.redeem(2);
    assertThat(end.isHeld()).isFalse();
  }

  @Test
  void offer_nobodyReads_keepsUntilFullThenTellsWhenThatChanges() throws Exception {
    Visitor writer = visitor(HolderRole.MEMBER);
    ByteString half = ByteString.copyFrom(new byte[IntroducedEnd.MOST_EARLY_BYTES / 2 + 1]);
    assertThat(end.offer(writer.guest(), half).getNoticeCase()).isEqualTo(NoticeCase.KEPT);
    assertThat(end.offer(writer.guest(), half).getNoticeCase()).isEqualTo(NoticeCase.FULL);
    assertThat(end.offer(writer.guest(), SMALL).getNoticeCase()).isEqualTo(NoticeCase.KEPT);
    assertThat(end.offer(writer.guest(), null).getNoticeCase()).isEqualTo(NoticeCase.FULL);
    Visitor reader = visitor(HolderRole.READER);
    end.claim(reader.guest(), true);
    assertThat(writer.next().getChanged()).isTrue();
    assertThat(reader.next().getGranted().getEarly()).isEqualTo(2);
    assertThat(reader.next().getEarly()).isEqualTo(half);
    assertThat(reader.next().getEarly()).isEqualTo(SMALL);
    assertThat(end.offer(writer.guest(), SMALL).getReaderAt()).isEqualTo("here");
  }

  @Test
  void offer_manyEmptyMessages_areNotKeptWithoutLimit() throws Exception {
    Guest writer = visitor(HolderRole.MEMBER).guest();
    int kept = 0;
    while (end.offer(writer, ByteString.EMPTY).hasKept()) {
      kept++;
    }
    assertThat(kept).isEqualTo(1024);
  }

  @Test
  void offer_nobodyHoldsTheEnd_isBroken() throws Exception {
    Guest writer = visitor(HolderRole.MEMBER).guest();
    end.closeByMaker();
    assertThat(end.offer(writer, SMALL).getNoticeCase()).isEqualTo(NoticeCase.BROKEN);
  }

  @Test
  void claim_occupied_namesTheReader() throws Exception {
    end.claim(visitor(HolderRole.READER).guest(), true);
    Visitor second = visitor(HolderRole.READER);
    end.claim(second.guest(), true);
    assertThat(second.next().getOccupiedBy()).isEqualTo(4711);
  }

  @Test
  void takeBack_ofALeavingReader_isForTheNext() throws Exception {
    Visitor first = visitor(HolderRole.READER);
    end.claim(first.guest(), true);
    end.takeBack(first.guest(), SMALL);
    end.dropReader(first.guest());
    Visitor second = visitor(HolderRole.READER);
    end.claim(second.guest(), false);
    assertThat(second.next().getGranted().getPeerHeld()).isFalse();
    assertThat(second.next().getEarly()).isEqualTo(SMALL);
  }

  @Test
  void tellPeerHeld_aReader_isTold() throws Exception {
    Visitor reader = visitor(HolderRole.READER);
    end.tellPeerHeld(false);
    end.claim(reader.guest(), true);
    assertThat(reader.next().hasGranted()).isTrue();
    end.tellPeerHeld(false);
    assertThat(reader.next().getNoticeCase()).isEqualTo(NoticeCase.PEER_HELD);
  }
}
