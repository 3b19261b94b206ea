package io.troupe.internal.connection;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import io.troupe.proto.HolderRole;
import io.troupe.proto.PipeChallenge;
import io.troupe.proto.PipeNotice;
import io.troupe.proto.PipeOpen;
import io.troupe.proto.PipeOpened;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A control connection as the {@link Introducer} sees it: a stranger first, then a member or a reader of one end. Guarded by the
 * lock of the introducer, which must not wait for anyone: what there is no room for is written later.
 */
final class Guest {
  private final Wire wire;
  private final SelectionKey key;
  private final Source source;
  private final Deque<ByteBuffer> unsaid = new ArrayDeque<>();
  private final ByteString nonce = Proofs.newNonce();
  private @Nullable PipeOpen opened;

  Guest(Wire wire, SelectionKey key) {
    this.wire = wire;
    this.key = key;
    this.source = new Source(wire);
  }

  Source source() {
    return source;
  }

  void challenge() {
    say(PipeChallenge.newBuilder().setNonce(nonce).build());
  }

  /** Returns what it opened; null while it is a stranger. */
  @Nullable
  PipeOpen opened() {
    return opened;
  }

  /** Lets it in if it knows the key of the pipe that it asks for. Returns whether it does. */
  boolean open(PipeOpen request, ByteString pipeKey) {
    boolean proven = Proofs.isSame(request.getMac(), HolderProof.ofHolder(pipeKey, request, nonce));
    if (proven) {
      opened = request;
      say(PipeOpened.newBuilder()
          .setMac(HolderProof.ofIntroducer(pipeKey, request, nonce))
          .build());
    }
    return proven;
  }

  boolean isReader() {
    return opened != null && opened.getRole() == HolderRole.READER;
  }

  long pid() {
    return opened == null ? 0 : opened.getPid();
  }

  String address() {
    return opened == null ? "" : opened.getAddress();
  }

  void tell(PipeNotice notice) {
    say(notice);
  }

  private void say(MessageLite message) {
    byte[] bytes = message.toByteArray();
    unsaid.add(ByteBuffer.allocate(Integer.BYTES + bytes.length)
        .putInt(bytes.length)
        .put(bytes)
        .flip());
    push();
  }

  /** Writes what there is room for. */
  void push() {
    try {
      while (!unsaid.isEmpty() && wire.write(unsaid.element()) > 0) {
        removeSaid();
      }
      listenForRoom();
    } catch (IOException e) {
      source.abandon();
    }
  }

  private void removeSaid() {
    if (!unsaid.element().hasRemaining()) {
      unsaid.remove();
    }
  }

  // Also called by threads of the pipe's users, so the introducer's must notice.
  private void listenForRoom() {
    int interest =
        unsaid.isEmpty() ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE;
    if (key.isValid() && key.interestOps() != interest) {
      key.interestOps(interest);
      key.selector().wakeup();
    }
  }

  void leave() {
    wire.close();
  }
}
