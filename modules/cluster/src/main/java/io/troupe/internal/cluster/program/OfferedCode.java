package io.troupe.internal.cluster.program;

import io.troupe.internal.cluster.call.CodeOffer;
import io.troupe.internal.code.ProgramCode;
import io.troupe.internal.code.remote.CodeObject;
import io.troupe.internal.code.store.Code;
import io.troupe.internal.code.store.CodeEntry;
import io.troupe.internal.runtime.TroupeRuntime;
import io.troupe.spi.ProcessSite.Order;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * This program's code, with what one process adds to it, as nodes are told of it. Immutable.
 *
 * @param digest tells it from other code
 */
record OfferedCode(Code code, String digest) {
  private static final ProgramCode PROGRAM = ProgramCode.ofThisJvm();

  /**
   * Returns the code that a process needs. Blocks while it is read, the first time.
   *
   * @throws IllegalArgumentException if it is larger than what may travel
   * @throws IOException if it cannot be read
   */
  static OfferedCode of(Order order) throws IOException {
    Code code = PROGRAM.now(order.classPath());
    return new OfferedCode(code, code.digest());
  }

  /** Returns why it cannot run on a version of Java; empty if it can. */
  Optional<String> whyNotOn(int feature) throws IOException {
    return PROGRAM.whyNotOn(code, feature);
  }

  /** Returns what a node must know to have it. */
  CodeOffer offer() throws IOException {
    Map<String, String> places = new HashMap<>();
    for (CodeEntry entry : code.entries()) {
      places.put(entry.digest(), PROGRAM.file(entry).toString());
    }
    return new CodeOffer(
        code.toManifest().toByteArray(),
        TroupeRuntime.current().objects().handleOfLasting(CodeObject.NUMBER).toByteArray(),
        places);
  }
}
