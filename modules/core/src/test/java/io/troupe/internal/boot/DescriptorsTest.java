package io.troupe.internal.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@Timeout(10)
@EnabledOnOs(OS.LINUX)
class DescriptorsTest {

  @Test
  void areAmong_oneMoreOpen_noUntilItIsClosed() throws Exception {
    new ServerSocket(0).close(); // opens what sockets need for good
    Descriptors before = Descriptors.now();
    assertThat(before.areAmong(before)).isTrue();
    try (ServerSocket socket = new ServerSocket(0)) {
      assertThat(socket.isBound()).isTrue();
      assertThat(Descriptors.now().areAmong(before)).isFalse();
    }
    assertThat(Descriptors.now().areAmong(before)).isTrue();
  }
}
