package io.troupe.internal.code.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FetchTest {
  private static final int SIZE = 3 * CodeSource.PIECE + 1000;

  @TempDir
  Path scratch;

  private final byte[] content = new byte[SIZE];
  private final ConcurrentLinkedQueue<Long> asked = new ConcurrentLinkedQueue<>();
  private CodeStore store;
  private CodeEntry entry;
  private Code code;

  @BeforeEach
  void make() {
    new Random(1).nextBytes(content);
    store = new CodeStore(scratch.resolve("cache"), 1 << 30);
    entry = new CodeEntry(Digest.of(content), SIZE, "app.jar", false, false);
    code = new Code(List.of(entry), "");
  }

  private byte[] piece(CodeEntry of, long offset) {
    asked.add(offset);
    int end = (int) Math.min(content.length, offset + CodeSource.PIECE);
    return Arrays.copyOfRange(content, (int) offset, end);
  }

  @Test
  void all_fetchesWhatIsMissing_once() throws IOException {
    List<Path> files = Fetch.all(code, this::piece, store);

    assertThat(files).hasSize(1);
    assertThat(files.get(0)).hasFileName("app.jar").hasBinaryContent(content);
    assertThat(asked).hasSize(4);
    assertThat(Fetch.all(code, this::piece, store)).isEqualTo(files);
    assertThat(asked).hasSize(4);
  }

  @Test
  void run_whatIsThereAnyway_isNotFetched() throws IOException {
    Path own = Files.write(scratch.resolve("own.jar"), content);
    Fetch fetch = new Fetch(code, this::piece, store, each -> each.equals(entry) ? own : null);

    assertThat(fetch.run()).containsExactly(own);
    assertThat(fetch.total()).isZero();
    assertThat(asked).isEmpty();
  }

  @Test
  void run_saysHowFarItIs() throws IOException {
    Fetch fetch = new Fetch(code, this::piece, store, each -> null);
    fetch.run();

    assertThat(fetch.total()).isEqualTo(SIZE);
    assertThat(fetch.fetched()).isEqualTo(SIZE);
  }

  @Test
  void all_brokenOff_goesOnWhereItWas() throws IOException {
    CodeSource breaking = (of, offset) -> {
      if (offset >= 2L * CodeSource.PIECE) {
        throw new IOException("the link is gone");
      }
      return piece(of, offset);
    };
    assertThatThrownBy(() -> Fetch.all(code, breaking, store)).hasMessage("the link is gone");
    asked.clear();

    assertThat(Fetch.all(code, this::piece, store).get(0)).hasBinaryContent(content);
    assertThat(asked).containsExactly(2L * CodeSource.PIECE, 3L * CodeSource.PIECE);
  }

  @Test
  void all_draftThatWasSpoilt_isFetchedAnew() throws IOException {
    Files.write(store.draft(entry.digest()), new byte[CodeSource.PIECE]);

    assertThat(Fetch.all(code, this::piece, store).get(0)).hasBinaryContent(content);
  }

  @Test
  void all_otherContent_isRefused_andNotKept() throws IOException {
    content[5]++;
    assertThatThrownBy(() -> Fetch.all(code, this::piece, store))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("app.jar came with the digest " + Digest.of(content));
    assertThat(store.find(entry)).isNull();
  }

  @Test
  void all_endsEarly_isRefused() {
    CodeSource shorter = (of, offset) -> offset > 0 ? new byte[0] : piece(of, offset);
    assertThatThrownBy(() -> Fetch.all(code, shorter, store))
        .hasMessageContaining("another size than the " + SIZE + " bytes");
  }

  @Test
  void all_wantedByManyAtOnce_isFetchedOnce() throws Exception {
    var threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<List<Path>>> all = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        all.add(threads.submit(() -> Fetch.all(code, this::piece, store)));
      }
      for (Future<List<Path>> each : all) {
        assertThat(each.get().get(0)).hasBinaryContent(content);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(asked).hasSize(4);
  }
}
