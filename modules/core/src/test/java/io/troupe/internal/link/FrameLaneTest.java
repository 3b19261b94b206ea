package io.troupe.internal.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.internal.link.transport.FrameFormat;
import io.troupe.proto.Frame;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class FrameLaneTest {
  private final FrameLane lane = new FrameLane(64 << 10, 1);

  @Test
  void append_frameDoesNotFitItsSize_leavesNothingOfItBehind() {
    Frame first = Frames.random(1, 2_000);
    Frame second = Frames.random(2, 100_000);
    lane.append(first, first.getSerializedSize());

    assertThatThrownBy(() -> lane.append(second, 3_000)).isInstanceOf(RuntimeException.class);

    ByteBuffer chunk = lane.take();
    assertThat(chunk).isEqualTo(FrameFormat.encode(first));
  }
}
