package io.troupe.e2e.habitat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A program within Failsafe, which runs it behind the packaging, on jars. */
@Timeout(180)
class BuildTourIT {
  @Test
  void failsafe() throws Exception {
    BuildTour.main();
  }
}
