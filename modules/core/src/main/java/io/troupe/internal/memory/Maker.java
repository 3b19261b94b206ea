package io.troupe.internal.memory;

import io.troupe.internal.directory.RuntimeId;
import java.io.IOException;

/** A process that made memory. */
public record Maker(RuntimeId id) {

  /** Returns whether it is this process. */
  public boolean isThisProcess() {
    return MemoryOwner.isOwn(id);
  }

  /**
   * Returns what it has said by {@link MemoryOwner#publish}.
   *
   * @throws java.nio.file.NoSuchFileException if it has said nothing, or has ended
   */
  public byte[] note() throws IOException {
    return MemoryOwner.noteOf(id);
  }
}
