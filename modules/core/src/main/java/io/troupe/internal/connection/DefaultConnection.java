package io.troupe.internal.connection;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.troupe.connection.BufferTooShortException;
import io.troupe.connection.Connection;
import io.troupe.internal.payload.Departure;
import io.troupe.internal.payload.border.AllowedClasses;
import io.troupe.internal.payload.border.PayloadCheck;
import io.troupe.internal.wait.Deadline;
import io.troupe.internal.wait.Reachability;
import io.troupe.proto.Beyond;
import io.troupe.proto.PipeHandle;
import java.io.IOException;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A connection over an end of this process: values on top of messages, and the checks of what a
 * caller may do.
 */
public final class DefaultConnection implements Connection {
  private final Connections connections;
  private final Lease lease;
  private final Cleaner.Cleanable cleanable;

  // Both present where the other end is beyond this machine.
  private final @Nullable AllowedClasses beyond;
  private final @Nullable PayloadCheck border;

  /** @param beyond what may cross by name where the other end is beyond this machine; else null */
  DefaultConnection(Connections connections, End end, @Nullable AllowedClasses beyond) {
    this.connections = connections;
    this.beyond = beyond;
    border = beyond == null ? null : connections.payloads().border(beyond, 0);
    lease = new Lease(end);
    cleanable = Reachability.onUnreachable(this, lease);
  }

  Lease lease() {
    return lease;
  }

  PipeHandle passOn() throws IOException {
    PipeHandle handle = lease.end().passOn(lease);
    return beyond == null
        ? handle
        : handle.toBuilder()
            .setBeyond(Beyond.newBuilder().addAllAllowed(beyond.names()))
            .build();
  }

  @Override
  public void send(@Nullable Object value) throws IOException, InterruptedException {
    lease.checkWritable();
    Departure<ByteString> departure = Departure.of(() -> connections.payloads().encode(value));
    try {
      check(departure.value());
      send(departure.value().asReadOnlyByteBuffer());
    } catch (IOException | InterruptedException | RuntimeException e) {
      departure.lost();
      throw e;
    }
  }

  @Override
  public @Nullable Object recv() throws IOException, InterruptedException {
    ByteString payload = UnsafeByteOperations.unsafeWrap(recvBytes());
    check(payload);
    return connections.payloads().decode(payload);
  }

  private void check(ByteString payload) {
    if (border != null) {
      border.payload(payload);
    }
  }

  @Override
  public <T> T recv(Class<T> type) throws IOException, InterruptedException {
    Objects.requireNonNull(type, "type");
    return Objects.requireNonNull(type.cast(recv()), "the message is null; recv() allows for that");
  }

  @Override
  public void sendBytes(byte[] message) throws IOException, InterruptedException {
    send(ByteBuffer.wrap(message));
  }

  @Override
  public void sendBytes(byte[] buffer, int offset, int length)
      throws IOException, InterruptedException {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    send(ByteBuffer.wrap(buffer, offset, length));
  }

  @Override
  public void sendBytes(ByteBuffer message) throws IOException, InterruptedException {
    send(message);
    message.position(message.limit());
  }

  private void send(ByteBuffer message) throws IOException, InterruptedException {
    if (message.remaining() > Source.MOST_BYTES) {
      throw new IllegalArgumentException("a message has at most " + Source.MOST_BYTES
          + " bytes, this one " + message.remaining() + "; send it in parts, or use shared memory");
    }
    // What the receiver hears of must be where it looks for it: in a queue, for example.
    connections.objects().fence();
    try {
      lease.send(message);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  @Override
  public byte[] recvBytes() throws IOException, InterruptedException {
    return receive(Source.MOST_BYTES);
  }

  @Override
  public byte[] recvBytes(int maxLength) throws IOException, InterruptedException {
    if (maxLength < 0) {
      throw new IllegalArgumentException("maxLength must be >= 0, was " + maxLength);
    }
    return receive(maxLength);
  }

  private byte[] receive(int mostBytes) throws IOException, InterruptedException {
    try {
      return lease.receive(mostBytes);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  @Override
  public int recvBytesInto(byte[] buffer, int offset) throws IOException, InterruptedException {
    Objects.checkFromToIndex(offset, buffer.length, buffer.length);
    return recvBytesInto(ByteBuffer.wrap(buffer, offset, buffer.length - offset));
  }

  @Override
  public int recvBytesInto(ByteBuffer buffer) throws IOException, InterruptedException {
    byte[] message = recvBytes();
    if (message.length > buffer.remaining()) {
      throw new BufferTooShortException(message, buffer.remaining());
    }
    buffer.put(message);
    return message.length;
  }

  @Override
  public boolean poll(@Nullable Duration timeout) throws IOException, InterruptedException {
    try {
      return lease.poll(Deadline.after(timeout));
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  @Override
  public boolean isClosed() {
    return lease.isClosed();
  }

  @Override
  public boolean isReadable() {
    return lease.isReadable();
  }

  @Override
  public boolean isWritable() {
    return lease.end().writable();
  }

  @Override
  public void close() {
    cleanable.clean();
  }

  @Override
  public String toString() {
    return "Connection[" + lease.end() + (isClosed() ? ", closed]" : "]");
  }
}
