package io.troupe.e2e.postgres;

import com.google.protobuf.ByteString;
import io.troupe.internal.cluster.consensus.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Keeps all texts in order, each once; says of each how many there were with it. A question is
 * answered with how many there are, or, if it is a number, not before there are so many.
 */
final class Texts implements Machine {
  static final String TICK = "tick";

  private final List<String> texts = new ArrayList<>();
  private final List<Waiter> waiters = new ArrayList<>();
  private int ticks;
  private int told;

  final AtomicInteger restored = new AtomicInteger();

  /** Who takes the only permit holds the machine up. */
  final Semaphore mayApply = new Semaphore(1);

  private record Waiter(int texts, CompletableFuture<ByteString> answer) {}

  static ByteString bytes(Object text) {
    return ByteString.copyFromUtf8(text.toString());
  }

  @Override
  public ByteString apply(long index, ByteString command) {
    mayApply.acquireUninterruptibly();
    try {
      return applied(command.toStringUtf8());
    } finally {
      mayApply.release();
    }
  }

  private synchronized ByteString applied(String text) {
    if (text.equals(TICK)) {
      ticks++;
      return ByteString.EMPTY;
    }
    if (!texts.contains(text)) {
      texts.add(text);
    }
    waiters.removeIf(each -> each.texts() <= texts.size() && each.answer().complete(count()));
    return bytes(1 + texts.indexOf(text));
  }

  private ByteString count() {
    return bytes(texts.size());
  }

  @Override
  public synchronized ByteString query(ByteString query) {
    return count();
  }

  @Override
  public synchronized CompletableFuture<ByteString> settled(
      ByteString request, boolean readOnly, ByteString result) {
    if (!readOnly || request.isEmpty()) {
      return CompletableFuture.completedFuture(result);
    }
    int wanted = Integer.parseInt(request.toStringUtf8());
    CompletableFuture<ByteString> answer = new CompletableFuture<>();
    if (texts.size() >= wanted) {
      answer.complete(count());
    } else {
      waiters.add(new Waiter(wanted, answer));
    }
    return answer;
  }

  @Override
  public synchronized Optional<ByteString> tick(long millis) {
    told++;
    return Optional.of(bytes(TICK));
  }

  @Override
  public synchronized ByteString snapshot() {
    return bytes(String.join("\n", texts));
  }

  @Override
  public synchronized void restore(ByteString snapshot) {
    restored.incrementAndGet();
    texts.clear();
    texts.addAll(snapshot.toStringUtf8().lines().collect(Collectors.toList()));
  }

  synchronized List<String> texts() {
    return List.copyOf(texts);
  }

  /** Returns how often the log was told of the time. */
  synchronized int ticks() {
    return ticks;
  }

  /** Returns how often this machine was asked to tell it. */
  synchronized int told() {
    return told;
  }
}
