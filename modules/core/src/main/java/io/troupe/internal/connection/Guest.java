package io.troupe.internal.connection;

import com.google.protobuf.ByteString;
import io.troupe.proto.HolderRole;
import io.troupe.proto.PipeChallenge;
import io.troupe.proto.PipeNotice;
import io.troupe.proto.PipeOpen;
import io.troupe.proto.PipeOpened;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A control connection as the {@link Introducer} sees it: a stranger first, then a member or a reader of one end. */
final class Guest {
  private final Wire wire;
  private final Source source;
  private final FrameWriter writer = new FrameWriter();
  private final ByteString nonce = Proofs.newNonce();
  private @Nullable PipeOpen opened;

  Guest(Wire wire) {
    this.wire = wire;
    this.source = new Source(wire);
  }

  Source source() {
    return source;
  }

  void challenge() {
    say(PipeChallenge.newBuilder().setNonce(nonce).build().toByteString());
  }

  /** Returns what it opened; null while it is a stranger. */
  @Nullable PipeOpen opened() {
    return opened;
  }

  /** Lets it in if it knows the key of the pipe that it asks for. Returns whether it does. */
  boolean open(PipeOpen request, ByteString key) {
    boolean proven = Proofs.isSame(request.getMac(), HolderProof.ofHolder(key, request, nonce));
    if (proven) {
      opened = request;
      ByteString mac = HolderProof.ofIntroducer(key, request, nonce);
      say(PipeOpened.newBuilder().setMac(mac).build().toByteString());
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
    say(notice.toByteString());
  }

  // The introducer must not wait for anyone. What it says is little: who leaves that unread is stuck, and is let go.
  private void say(ByteString message) {
    try {
      writer.write(wire, message.asReadOnlyByteBuffer(), (full, begun) -> {
        throw new IOException("a holder does not read");
      });
    } catch (IOException | InterruptedException e) {
      source.abandon();
    }
  }

  void leave() {
    wire.close();
  }
}
