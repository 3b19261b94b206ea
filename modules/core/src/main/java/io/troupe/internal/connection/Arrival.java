package io.troupe.internal.connection;

import io.troupe.AuthenticationException;
import java.net.SocketAddress;

/** What a listener has for the next call of accept. */
sealed interface Arrival {

  /** A client that has proved itself. */
  record Proven(DefaultConnection connection, SocketAddress address) implements Arrival {}

  /** A client that has not. */
  record Refused(AuthenticationException reason) implements Arrival {}

  /** No client will come any more. */
  enum Closed implements Arrival {
    INSTANCE
  }
}
