package io.troupe.internal.progress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class BottomLineTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream terminal = new PrintStream(bytes, true, UTF_8);
  private final BottomLine line = new BottomLine(terminal);
  private final PrintStream out = ShieldedStream.around(terminal, line, UTF_8);

  /** What is seen: what stood on a line before it was cleared is not. */
  private List<String> screen() {
    return bytes.toString(UTF_8).replaceAll("[^\n]*\r\u001b\\[2K", "").lines().toList();
  }

  @Test
  void printedLine_standsAboveTheBar() {
    line.draw("bar 1");
    out.println("ä line");
    line.draw("bar 2");
    assertThat(screen()).containsExactly("ä line", "bar 2");
    line.finish("bar 3");
    out.println("below");
    assertThat(screen()).containsExactly("ä line", "bar 3", "below");
  }

  @Test
  void beginningOfALine_isNotTorn() {
    line.draw("bar");
    out.print("begin");
    line.draw("bar");
    assertThat(screen()).containsExactly("begin");
    out.println(" and end");
    line.draw("bar");
    assertThat(screen()).containsExactly("begin and end", "bar");
    out.print("no end");
    line.finish("bar");
    assertThat(screen()).containsExactly("begin and end", "no end", "bar");
  }

  @Test
  void linesOfManyThreads_areWhole() throws Exception {
    List<Thread> threads = new ArrayList<>();
    for (int number = 0; number < 4; number++) {
      String text = "line of thread " + number;
      threads.add(new Thread(() -> {
        for (int i = 0; i < 500; i++) {
          out.println(text);
        }
      }));
    }
    threads.forEach(Thread::start);
    for (int i = 0; i < 500; i++) {
      line.draw("bar " + i);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    line.finish("the bar");

    assertThat(screen()).hasSize(2001).endsWith("the bar");
    assertThat(screen().subList(0, 2000)).allMatch(each -> each.matches("line of thread \\d"));
  }
}
