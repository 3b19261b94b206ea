package io.troupe.internal.link.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SocketDirectoryTest {

  @Test
  void candidates_pathTooLong_areLeftOut() {
    assertThat(SocketDirectory.candidates("/run/user/1000", "/" + "x".repeat(90)))
        .containsExactly(Path.of("/run/user/1000"), Path.of("/tmp"));
    assertThat(SocketDirectory.candidates(null, "/tmp"))
        .containsExactly(Path.of("/tmp"), Path.of("/tmp"));
  }

  @Test
  void create_parentDoesNotExist_takesTheNext() throws Exception {
    SocketDirectory directory =
        SocketDirectory.create(List.of(Path.of("/nonexistent"), Path.of("/tmp")));
    assertThat(directory.socket().toString()).startsWith("/tmp/troupe-");
    directory.delete();
  }
}
