package io.troupe.internal.link.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PieceAssemblerTest {

  @Test
  void reserve_hugeClaim_allocatesAMegabyteAtMost() throws Exception {
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    Assembly assembly = new PieceAssembler().assembly(1, FrameFormat.LARGEST);
    assembly.reserve(10);
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(2 << 20);
  }
}
