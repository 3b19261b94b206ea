package io.troupe.internal.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class OwnerIdTest {

  @Test
  void fromFileName_bothKinds_returnsTheOwner() {
    OwnerId id = new OwnerId(4711, 0x8000_0000_0000_00ffL);
    assertThat(OwnerId.fromFileName(id.lockFile())).contains(id);
    assertThat(OwnerId.fromFileName(id.unfinishedFile(-1))).contains(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sweep",
        "probe-1f",
        "owner",
        "owner-",
        "owner-1",
        "owner-x-1",
        "owner-1-x",
        "old-1-1"
      })
  void fromFileName_another_isEmpty(String name) {
    assertThat(OwnerId.fromFileName(name)).isEmpty();
  }
}
