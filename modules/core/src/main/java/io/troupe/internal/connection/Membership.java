package io.troupe.internal.connection;

import io.troupe.proto.HolderRole;
import io.troupe.proto.PipeHandle;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** That this process holds an end: opened by the first use in the process that made the pipe, at once in every other. Thread-safe. */
final class Membership {
  private final PipeHandle handle;
  private @Nullable Member member;

  Membership(PipeHandle handle) {
    this.handle = handle;
  }

  synchronized Member member() throws IOException, InterruptedException {
    Member open = member;
    if (open == null) {
      open = Member.open(handle, HolderRole.MEMBER, "");
      member = open;
    }
    return open;
  }

  /** Returns the member if there is one already. */
  synchronized @Nullable Member current() {
    return member;
  }

  synchronized void close() {
    if (member != null) {
      member.leave();
    }
  }
}
