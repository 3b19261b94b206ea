package io.troupe.internal.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CallerThreadTest {
  private final CallerThread executor = new CallerThread();
  private final List<String> done = new ArrayList<>();

  @Test
  void execute_fromATask_runsBehindIt_onThisThread() {
    executor.execute(() -> {
      executor.execute(() -> done.add("second"));
      done.add("first");
    });
    assertThat(done).containsExactly("first", "second");
  }

  @Test
  void taskThrows_whatItQueuedIsRunAllTheSame() {
    executor.execute(() -> {
      executor.execute(() -> done.add("second"));
      throw new IllegalStateException("told to fail");
    });
    assertThat(done).containsExactly("second");
  }

  @Test
  void taskThrowsAnInterrupt_whatItQueuedIsRun_andTheThreadStaysInterrupted() {
    executor.execute(() -> {
      executor.execute(() -> done.add("interrupted: " + Thread.currentThread().isInterrupted()));
      throw CallerThreadTest.<RuntimeException>undeclared(new InterruptedException());
    });
    assertThat(done).containsExactly("interrupted: false");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void interruptedCaller_isServedUninterrupted_andStaysInterrupted() {
    Thread.currentThread().interrupt();
    executor.execute(() -> done.add("interrupted: " + Thread.currentThread().isInterrupted()));
    assertThat(done).containsExactly("interrupted: false");
    assertThat(Thread.interrupted()).isTrue();
  }

  // As code of other languages throws what Java's compiler would have had declared.
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> E undeclared(Throwable failure) throws E {
    throw (E) failure;
  }
}
