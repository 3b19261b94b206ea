package io.troupe.benchmarks;

import io.troupe.benchmarks.comparison.Check;
import io.troupe.benchmarks.comparison.Work;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Sends 100 bytes through a Unix-domain socket to another thread, and waits until they come back: nothing that goes through
 * such a socket and parks its threads can be faster.
 */
final class RawSocket implements Work {
  private static final int BYTES = 100;

  private final Path directory;
  private final SocketChannel socket;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BYTES);

  RawSocket() throws IOException {
    directory = Files.createTempDirectory("troupe");
    Path path = directory.resolve("raw");
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(path);
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(address);
      socket = SocketChannel.open(address);
      SocketChannel other = server.accept();
      new Thread(() -> echo(other), "raw-echo").start();
    } finally {
      Files.deleteIfExists(path);
      Files.delete(directory);
    }
  }

  private static void echo(SocketChannel socket) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(BYTES);
    try (socket) {
      while (fill(socket, buffer)) {
        drain(socket, buffer);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public double round(int count) throws IOException {
    long begin = System.nanoTime();
    for (int i = 0; i < count; i++) {
      buffer.clear();
      drain(socket, buffer);
      Check.that(fill(socket, buffer), "the echo has ended");
    }
    return System.nanoTime() - begin;
  }

  /** Reads until the buffer is full; false at the end of the stream. */
  private static boolean fill(SocketChannel socket, ByteBuffer buffer) throws IOException {
    buffer.clear();
    while (buffer.hasRemaining()) {
      if (socket.read(buffer) < 0) {
        return false;
      }
    }
    buffer.flip();
    return true;
  }

  private static void drain(SocketChannel socket, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      socket.write(buffer);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
