package io.troupe.internal.connection;

import io.troupe.connection.Connection;
import io.troupe.connection.ConnectionOptions;
import io.troupe.connection.Pipe;
import io.troupe.internal.object.Objects;
import io.troupe.internal.payload.Payloads;
import io.troupe.internal.payload.border.AllowedClasses;
import io.troupe.proto.PipeHandle;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** Makes the connections of one runtime. Thread-safe. */
public final class Connections {
  private final Objects objects;
  private final Payloads payloads;

  /** @param payloads says how values become messages */
  public Connections(Objects objects, Payloads payloads) {
    this.objects = objects;
    this.payloads = payloads;
  }

  /**
   * Lets no more writers of pipes into this JVM, which ends. A thread that waited for them would
   * delay the exit.
   */
  public static void endReading() {
    Door.close();
  }

  Objects objects() {
    return objects;
  }

  Payloads payloads() {
    return payloads;
  }

  /** Makes a pipe of this process; the first end of a simplex pipe receives. */
  public Pipe pipe(boolean duplex) {
    PipeEnd[] ends = PipeEnd.pair(objects, duplex);
    return new Pipe(over(ends[0]), over(ends[1]));
  }

  /**
   * Opens a handle of an end of a pipe, which this process holds from then on.
   *
   * @throws IOException if the process that made the pipe is gone, or the pipe is closed
   */
  Connection open(PipeHandle handle) throws IOException {
    AllowedClasses beyond =
        handle.hasBeyond() ? AllowedClasses.of(handle.getBeyond().getAllowedList()) : null;
    return new DefaultConnection(this, PipeEnd.open(objects, handle), beyond);
  }

  /** Returns a connection with an end that was made or leased for it. */
  DefaultConnection over(End end) {
    return new DefaultConnection(this, end, null);
  }

  /**
   * Returns a connection with a peer that has proved itself.
   *
   * @param source may hold what came early
   * @param address that was listened at: behind one of the internet is a program beyond this
   *     machine, as far as can be known
   */
  DefaultConnection over(
      Wire wire, Source source, SocketAddress address, ConnectionOptions options) {
    AllowedClasses beyond =
        address instanceof InetSocketAddress ? AllowedClasses.of(options.allowedClasses()) : null;
    return new DefaultConnection(this, new SocketEnd(objects, wire, source), beyond);
  }
}
