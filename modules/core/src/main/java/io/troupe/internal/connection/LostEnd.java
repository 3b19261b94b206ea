package io.troupe.internal.connection;

import io.troupe.proto.HolderRole;
import io.troupe.proto.PipeHandle;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An end of a pipe that was passed on and never arrived. */
final class LostEnd {
  private static final Logger log = LoggerFactory.getLogger(LostEnd.class);

  private LostEnd() {}

  /** Has the end no longer count as open. No effect if it arrived. */
  static void giveUp(PipeHandle handle) {
    if (Introducer.introduces(handle)) {
      Introducer.ofThisProcess().voidTicket(handle);
    } else {
      openAndClose(handle);
    }
  }

  // That is to have had it.
  private static void openAndClose(PipeHandle handle) {
    try {
      Member.open(handle, HolderRole.MEMBER, "").leave();
    } catch (IOException e) {
      log.debug("the pipe of a lost end is closed already", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
