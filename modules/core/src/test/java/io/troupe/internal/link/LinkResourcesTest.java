package io.troupe.internal.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.troupe.proto.Frame;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Nothing is left of a link that has closed. */
@Timeout(60)
class LinkResourcesTest {
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  // Of links that other tests in this JVM left open.
  private static final Set<Thread> OTHERS = Thread.getAllStackTraces().keySet();

  @BeforeAll
  static void loadEverything() throws Exception {
    use();
    awaitNoThreads();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void close_manyLinks_leavesNoDescriptor() throws Exception {
    long before = descriptors();
    for (int i = 0; i < 20; i++) {
      use();
    }
    awaitNoThreads();
    // The JVM itself may open a file meanwhile, but not one for each link.
    await().until(() -> descriptors() < before + 10);
  }

  @Test
  void close_full_leavesNoThread() throws Exception {
    use();
    awaitNoThreads();
  }

  @Test
  void close_ofTheProcess_leavesNoThreadAtTheHost() throws Exception {
    LinkPair links = LinkPair.open();
    Recorder received = new Recorder();
    links.host.start(received);
    links.process.close();
    assertThat(received.closed.get()).isEmpty();
    awaitNoThreads();
  }

  /** Fills the socket and the outbox, from a sender and from the reader, so that every kind of thread exists. */
  private static void use() throws Exception {
    CountDownLatch replied = new CountDownLatch(1);
    try (LinkPair links = LinkPair.open()) {
      links.host.start(new FrameHandler() {
        @Override
        public void onFrame(Frame frame) {
          for (int i = 0; i < 20; i++) {
            links.host.send(Frames.zeros(i, 200_000));
          }
          links.host.send(Frames.zeros(20, 1_000_000));
          replied.countDown();
        }

        @Override
        public void onClosed(@Nullable Throwable cause) {}
      });
      links.process.send(Frames.ping(1));
      replied.await();
      CompletableFuture<Void> control =
          CompletableFuture.runAsync(() -> links.host.sendControl(Frames.ping(2)));
      control.get();
      assertThat(threads())
          .contains("troupe-link-7", "troupe-link-7-writer", "troupe-link-7-sender");
    }
  }

  private static void awaitNoThreads() {
    await().until(() -> threads().isEmpty());
  }

  private static java.util.List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !OTHERS.contains(thread))
        .map(Thread::getName)
        .filter(name -> name.startsWith("troupe-link"))
        .toList();
  }

  private static long descriptors() throws Exception {
    try (Stream<Path> open = Files.list(DESCRIPTORS)) {
      return open.count();
    }
  }
}
