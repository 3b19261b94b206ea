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
  void areAll_oneMoreOpen_noUntilItIsClosed() throws Exception {
    new ServerSocket(0).close(); // opens what sockets need for good
    Descriptors before = Descriptors.now();
    assertThat(before.areAll()).isTrue();
    try (ServerSocket socket = new ServerSocket(0)) {
      assertThat(socket.isBound()).isTrue();
      assertThat(before.areAll()).isFalse();
    }
    assertThat(before.areAll()).isTrue();
  }

  @Test
  void areAll_numberThatWasClosedBeforeTheSecondLook_isSeenWhenItIsUsedAgain() throws Exception {
    Descriptors before;
    try (ServerSocket closed = new ServerSocket(0)) {
      assertThat(closed.isBound()).isTrue();
      before = Descriptors.now();
    }
    Descriptors confirmed = before.confirmed();
    assertThat(confirmed.areAll()).isTrue();
    try (ServerSocket socket = new ServerSocket(0)) {
      assertThat(socket.isBound()).isTrue();
      assertThat(confirmed.areAll()).isFalse();
    }
  }
}
