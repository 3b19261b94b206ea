package io.troupe.benchmarks;

import io.troupe.benchmarks.comparison.Check;
import io.troupe.benchmarks.comparison.Work;
import io.troupe.connection.Connection;
import io.troupe.connection.Pipe;
import io.troupe.sync.Barrier;
import io.troupe.sync.Event;

/** Two processes that wait for each other, again and again. */
final class Meetings implements Work {
  private static final int SMALL_BYTES = 100;
  private static final int LARGE_BYTES = 1_000_000;

  private final Partner partner;
  private final Side side;

  private Meetings(Side ours, Partner partner) {
    this.side = ours;
    this.partner = partner;
  }

  /** What this process does in a round. */
  private interface Side {
    void run(int count) throws Exception;
  }

  /** Each wakes the other by an event. */
  static Work events() throws InterruptedException {
    Event ping = Event.create();
    Event pong = Event.create();
    Partner partner = new Partner(count -> answer(ping, pong, count));
    return new Meetings(count -> call(ping, pong, count), partner);
  }

  private static void call(Event ping, Event pong, int count) throws InterruptedException {
    for (int i = 0; i < count; i++) {
      ping.set();
      pong.await();
      pong.clear();
    }
  }

  private static void answer(Event ping, Event pong, int count) throws InterruptedException {
    for (int i = 0; i < count; i++) {
      ping.await();
      ping.clear();
      pong.set();
    }
  }

  /** Both come to a barrier. */
  static Work barrier() throws InterruptedException {
    Barrier barrier = Barrier.create(2);
    return new Meetings(count -> pass(barrier, count), new Partner(count -> pass(barrier, count)));
  }

  private static void pass(Barrier barrier, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      barrier.await();
    }
  }

  /** One sends 100 bytes through a pipe, the other sends them back. */
  static Work smallMessages() throws InterruptedException {
    return messages(SMALL_BYTES);
  }

  /** One sends a megabyte through a pipe, the other sends it back. */
  static Work largeMessages() throws InterruptedException {
    return messages(LARGE_BYTES);
  }

  private static Work messages(int bytes) throws InterruptedException {
    Pipe pipe = Pipe.duplex();
    Connection far = pipe.second();
    Partner partner = new Partner(count -> echo(far, count));
    byte[] message = new byte[bytes];
    return new Meetings(count -> exchange(pipe.first(), message, count), partner);
  }

  private static void exchange(Connection connection, byte[] message, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      connection.sendBytes(message);
      int received = connection.recvBytes().length;
      Check.that(received == message.length, received + " bytes came back");
    }
  }

  private static void echo(Connection connection, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      connection.sendBytes(connection.recvBytes());
    }
  }

  @Override
  public double round(int count) throws Exception {
    partner.begin(count);
    long begin = System.nanoTime();
    side.run(count);
    long nanos = System.nanoTime() - begin;
    partner.join();
    return nanos;
  }

  @Override
  public void close() {
    partner.close();
  }
}
