package io.troupe.internal.directory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RuntimeIdTest {

  @Test
  void parse_whatToStringGives_isTheSame() {
    RuntimeId id = new RuntimeId(4711, 0x8000_0000_0000_00ffL);
    assertThat(RuntimeId.parse(id.toString())).contains(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sweep",
        "",
        "-",
        "1-",
        "-1",
        "1-f",
        "+1-00000000000000ff",
        "x-1",
        "1-00000000000000FF",
        "1-00000000000000ff-1"
      })
  void parse_another_isEmpty(String name) {
    assertThat(RuntimeId.parse(name)).isEmpty();
  }

  @Test
  void isOfThisJvm_byPidAlone_isNotEnough() {
    assertThat(RuntimeId.next().isOfThisJvm()).isTrue();
    assertThat(new RuntimeId(ProcessHandle.current().pid(), 77).isOfThisJvm()).isFalse();
  }
}
