package io.troupe.internal.connection;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The sending side of an end, in this process. Thread-safe: messages of several threads go one after the other. */
interface Outbox {

  /** Sends one message; the position of {@code body} stays. */
  void send(Lease lease, ByteBuffer body) throws IOException, InterruptedException;

  /** Lets a thread that waits see that its lease has ended. */
  void wake();

  void close();
}
