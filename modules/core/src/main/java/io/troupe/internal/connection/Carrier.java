package io.troupe.internal.connection;

import java.io.IOException;

/** A connection that carries what Troupe itself has to say: the links of managers at addresses. */
public interface Carrier {

  /** As {@link io.troupe.connection.Connection#sendBytes(byte[])}, but waits for no fence: what fences wait for may come this way. */
  void carry(byte[] message) throws IOException, InterruptedException;
}
