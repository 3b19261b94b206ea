package io.troupe;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.connection.Client;
import io.troupe.connection.Connection;
import io.troupe.connection.Listener;
import io.troupe.connection.Pipe;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads that are interrupted at any moment: no message is lost, doubled or broken, and no connection closes. */
@Timeout(120)
class ConnectionInterruptTest {
  private static final int MESSAGES = 2000;
  private static final int MOST_BYTES = 300_000;

  @Test
  void pipe_bothSidesInterrupted_carriesEveryMessageOnce() throws Exception {
    try (Pipe pipe = Pipe.duplex()) {
      exchange(pipe.first(), pipe.second());
    }
  }

  @Test
  void socket_bothSidesInterrupted_carriesEveryMessageOnce() throws Exception {
    try (Listener listener =
            Listener.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Connection client = Client.connect(listener.address());
        Connection server = listener.accept()) {
      exchange(client, server);
    }
  }

  private static void exchange(Connection from, Connection to) throws Exception {
    FutureTask<Void> sending = new FutureTask<>(() -> send(from));
    FutureTask<Void> receiving = new FutureTask<>(() -> receive(to));
    Thread sender = new Thread(sending, "sender");
    Thread receiver = new Thread(receiving, "receiver");
    sender.start();
    receiver.start();
    while (receiver.isAlive()) {
      LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(1_000_000));
      (ThreadLocalRandom.current().nextBoolean() ? sender : receiver).interrupt();
    }
    sending.get();
    receiving.get();
  }

  private static Void send(Connection connection) throws Exception {
    for (int i = 0; i < MESSAGES; i++) {
      ByteBuffer message = message(i);
      boolean sent = false;
      while (!sent) {
        try {
          connection.sendBytes(message.duplicate());
          sent = true;
        } catch (InterruptedException e) {
          Thread.onSpinWait();
        }
      }
    }
    return null;
  }

  private static Void receive(Connection connection) throws Exception {
    int next = 0;
    while (next < MESSAGES) {
      try {
        assertThat(ByteBuffer.wrap(connection.recvBytes())).isEqualTo(message(next));
        next++;
      } catch (InterruptedException e) {
        Thread.onSpinWait();
      }
    }
    return null;
  }

  // Small ones, and now and then one that fills all buffers.
  private static ByteBuffer message(int number) {
    ByteBuffer message = ByteBuffer.allocate(number % 10 == 0 ? MOST_BYTES : 4 + number % 100);
    return message.putInt(0, number).putInt(message.capacity() - 4, number);
  }
}
