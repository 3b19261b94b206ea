package io.troupe.internal.connection;

import io.troupe.connection.Connection;
import io.troupe.proto.PipeHandle;
import io.troupe.spi.PayloadCodec;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * Carries a connection to another process: as the handle of an end, which is opened where it
 * arrives.
 */
public final class ConnectionCodec implements PayloadCodec<Connection> {
  private final Supplier<Connections> connections;

  /** @param connections those of the runtime in which handles arrive */
  public ConnectionCodec(Supplier<Connections> connections) {
    this.connections = connections;
  }

  @Override
  public Class<Connection> type() {
    return Connection.class;
  }

  @Override
  public String name() {
    return "io.troupe.connection.Connection";
  }

  @Override
  public byte[] encode(Connection value) throws IOException {
    if (value instanceof DefaultConnection connection) {
      return connection.passOn().toByteArray();
    }
    throw new IOException("only Troupe's own connections can be passed on, not a "
        + value.getClass().getName());
  }

  @Override
  public Connection decode(byte[] data) throws IOException {
    return connections.get().open(PipeHandle.parseFrom(data));
  }
}
