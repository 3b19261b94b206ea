package io.troupe.internal.process.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OutputPumpTest {
  private final PipedOutputStream process = new PipedOutputStream();
  private final LastLines lastLines = new LastLines();
  private final Recorder recorder = new Recorder();

  /** Says what came, in which portions. */
  private static final class Recorder implements OutputSink {
    final StringBuffer text = new StringBuffer();
    final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    @Override
    public void text(CharSequence more) {
      text.append(more);
    }

    @Override
    public void lines(byte[] bytes, int length) {
      lines.add(new String(bytes, 0, length, StandardCharsets.ISO_8859_1));
    }
  }

  private OutputPump pump(Charset charset) throws IOException {
    return OutputPump.start(
        new PipedInputStream(process, 1 << 16), charset, recorder, lastLines, () -> false, "pump");
  }

  private void print(String text) throws IOException {
    process.write(text.getBytes(StandardCharsets.UTF_8));
    process.flush();
  }

  @Test
  void partsOfALine_areOnePortion() throws Exception {
    pump(StandardCharsets.UTF_8);

    print("a=");
    print("1, b=");
    print("2\n");

    assertThat(recorder.lines.poll(60, TimeUnit.SECONDS)).isEqualTo("a=1, b=2\n");
  }

  @Test
  void partWithoutRest_isShownInTheEnd() throws Exception {
    pump(StandardCharsets.UTF_8);

    print("line\nname? ");

    assertThat(recorder.lines.poll(60, TimeUnit.SECONDS)).isEqualTo("line\n");
    assertThat(recorder.lines.poll(60, TimeUnit.SECONDS)).isEqualTo("name? ");
  }

  @Test
  void lastLines_includeTheUnfinishedOnesOfBothStreams() throws Exception {
    OutputPump out = pump(StandardCharsets.UTF_8);
    LastLines.Stream err = lastLines.stream();

    print("one\r\n10 %\r20 %\r");
    err.append("oops");
    process.close();
    out.ended().join();

    assertThat(lastLines.snapshot()).containsExactly("one", "20 %", "oops");
  }

  @Test
  void characterInPieces_isOneCharacter() throws Exception {
    OutputPump pump = pump(StandardCharsets.UTF_8);

    for (byte b : "ä€😀".getBytes(StandardCharsets.UTF_8)) {
      process.write(b);
      process.flush();
    }
    process.close();
    pump.ended().join();

    assertThat(recorder.text).hasToString("ä€😀");
  }

  @Test
  void bytesOfNoCharacter_areReplacedInTextAndKeptAsBytes() throws Exception {
    OutputPump pump = pump(StandardCharsets.US_ASCII);

    process.write(new byte[] {'x', (byte) 0xe4, '\n'});
    process.close();
    pump.ended().join();

    assertThat(recorder.text).hasToString("x\ufffd\n");
    assertThat(String.join("", portions())).isEqualTo("xä\n");
  }

  private List<String> portions() {
    List<String> all = new ArrayList<>();
    recorder.lines.drainTo(all);
    return all;
  }
}
