package io.troupe.internal.connection;

import io.troupe.internal.object.Objects;
import io.troupe.internal.wait.Deadline;
import io.troupe.proto.PipeHandle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/**
 * One end of a socket, of a {@link io.troupe.connection.Listener} or
 * {@link io.troupe.connection.Client}. It lives and dies with its process.
 */
final class SocketEnd implements End {
  private final Objects objects;
  private final Wire wire;
  private final Receiver receiver;
  private final Sender sender;

  SocketEnd(Objects objects, Wire wire, Source peer) {
    this.objects = objects;
    this.wire = wire;
    this.receiver = new Receiver(new Peer(peer));
    this.sender = new ToPeer(wire);
  }

  @Override
  public Receiver receiver() {
    return receiver;
  }

  @Override
  public Sender sender() {
    return sender;
  }

  @Override
  public PipeHandle passOn(Lease lease) throws IOException {
    return SocketHandover.handOver(objects, this, lease);
  }

  @Override
  public String toString() {
    return String.valueOf(wire.channel());
  }

  @Override
  public void wake() {
    receiver.wake();
    sender.wake();
  }

  @Override
  public void release() {
    try {
      sender.close();
      receiver.close();
    } catch (IOException e) {
      throw new UncheckedIOException("closing a connection failed", e);
    } finally {
      wire.close();
    }
  }

  /** The one source of what arrives. Its wire sends as well, so it closes with the end. */
  private record Peer(Source source) implements Receiver.Feed {

    @Override
    public boolean open(Receiver receiver, Deadline deadline) {
      receiver.add(source);
      return true;
    }

    @Override
    public boolean hasNews() {
      return false;
    }

    @Override
    public void advance(Receiver receiver) {}

    @Override
    public boolean isDry() {
      return true;
    }

    @Override
    public void retire(Source source) {}

    @Override
    public void close(Sources sources) {}
  }

  private static final class ToPeer extends Sender {
    private final Wire wire;

    ToPeer(Wire wire) {
      this.wire = wire;
    }

    @Override
    void transmit(Lease lease, ByteBuffer body) throws IOException, InterruptedException {
      try {
        writeTo(wire, lease, body);
      } catch (IOException e) {
        lease.checkOpen();
        throw new IOException("broken pipe: the other end is closed", e);
      }
    }

    @Override
    void disconnect() {}
  }
}
