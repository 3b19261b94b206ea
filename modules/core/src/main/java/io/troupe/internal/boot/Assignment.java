package io.troupe.internal.boot;

import io.troupe.internal.worker.ChildContext;
import io.troupe.proto.Failure;
import org.jspecify.annotations.Nullable;

/** What a process was told to be. */
interface Assignment {

  /** Does it, on the main thread, until it ends. */
  End run(ChildContext context);

  /**
   * How it ended.
   *
   * @param status the exit status
   * @param failure what ended the target, where it threw
   */
  record End(int status, @Nullable Failure failure) {}
}
