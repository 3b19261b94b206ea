package io.troupe.internal.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class LiveThreadsTest {

  @Test
  void now_threadOfAnyGroupAndKind_isThereWhileItLives() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    Thread thread = new Thread(new ThreadGroup("a group of its own"), () -> await(end));
    thread.setDaemon(true);
    assertThat(LiveThreads.now()).doesNotContain(thread).contains(Thread.currentThread());

    thread.start();
    assertThat(LiveThreads.now()).contains(thread);

    end.countDown();
    thread.join();
    assertThat(LiveThreads.now()).doesNotContain(thread);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
