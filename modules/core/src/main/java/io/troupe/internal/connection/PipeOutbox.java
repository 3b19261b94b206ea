package io.troupe.internal.connection;

import io.troupe.internal.wait.Deadline;
import io.troupe.proto.PipeHandle;
import io.troupe.proto.PipeNotice;
import io.troupe.proto.WriterHello;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends to whoever receives from the other end of a pipe, by a socket of its own. Where that is, or what to do while nobody
 * receives, it asks the introducer; again each time the receiver is gone.
 */
final class PipeOutbox implements Outbox {
  private static final Logger log = LoggerFactory.getLogger(PipeOutbox.class);

  private final PipeHandle handle;
  private final Membership membership;
  private final ReentrantLock lock = new ReentrantLock();
  private final FrameWriter writer = new FrameWriter();
  private final Parking parking = new Parking();
  // Guarded by the lock.
  private @Nullable Wire direct;

  PipeOutbox(PipeHandle handle, Membership membership) {
    this.handle = handle;
    this.membership = membership;
  }

  @Override
  public void send(Lease lease, ByteBuffer body) throws IOException, InterruptedException {
    lock.lockInterruptibly();
    try {
      lease.checkWritable();
      boolean sent = false;
      while (!sent) {
        sent = direct == null ? offer(lease, body) : write(lease, direct, body);
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean write(Lease lease, Wire wire, ByteBuffer body)
      throws IOException, InterruptedException {
    try {
      writer.write(wire, body, (full, begun) -> await(lease, full, begun));
      return true;
    } catch (IOException e) {
      disconnect();
      lease.checkOpen();
      log.debug("the receiver of a pipe is gone", e);
      return false;
    }
  }

  private void await(Lease lease, Wire full, boolean begun)
      throws IOException, InterruptedException {
    lease.checkOpen();
    if (begun) {
      parking.awaitUninterruptibly(full.channel(), SelectionKey.OP_WRITE, Deadline.NEVER);
    } else {
      parking.await(full.channel(), SelectionKey.OP_WRITE, Deadline.NEVER);
    }
  }

  // True when the introducer keeps the message.
  private boolean offer(Lease lease, ByteBuffer body) throws IOException, InterruptedException {
    Member member = join();
    PipeNotice answer = member.offer(body, parking);
    switch (answer.getNoticeCase()) {
      case BROKEN -> throw new IOException("broken pipe: the other end is closed");
      case FULL -> awaitChange(lease, member);
      case READER_AT -> connect(answer.getReaderAt());
      default -> {}
    }
    return answer.hasKept();
  }

  private Member join() throws IOException, InterruptedException {
    try {
      return membership.member();
    } catch (EOFException e) {
      throw new IOException("broken pipe: the pipe is closed", e);
    }
  }

  private void awaitChange(Lease lease, Member member) throws IOException, InterruptedException {
    while (member.poll() == null) {
      parking.await(member.wire().channel(), SelectionKey.OP_READ, Deadline.NEVER);
      lease.checkOpen();
    }
  }

  private void connect(String address) throws InterruptedException {
    try {
      Wire wire = SocketWire.connect(UnixDomainSocketAddress.of(address));
      direct = wire;
      writer.write(wire, hello(address), (full, begun) -> {
        throw new IOException("no room for the first message");
      });
    } catch (IOException e) {
      log.debug("the receiver of a pipe left before it was reached", e);
      disconnect();
    }
  }

  private ByteBuffer hello(String address) {
    WriterHello.Builder hello = WriterHello.newBuilder().setNonce(Proofs.newNonce());
    hello.setMac(HolderProof.ofWriter(handle.getKey(), address, hello.getNonce()));
    return ByteBuffer.wrap(hello.build().toByteArray());
  }

  private void disconnect() {
    Wire wire = direct;
    direct = null;
    if (wire != null) {
      wire.close();
      forget();
    }
  }

  private void forget() {
    try {
      parking.forgetClosed();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void wake() {
    parking.wake();
  }

  @Override
  public void close() {
    wake();
    lock.lock();
    try {
      disconnect();
      parking.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lock.unlock();
    }
  }
}
