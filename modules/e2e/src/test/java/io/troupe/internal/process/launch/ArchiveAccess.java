package io.troupe.internal.process.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Puts a file of a test where processes look for their class archive. */
public final class ArchiveAccess {
  private ArchiveAccess() {}

  public static Path publish(String content) throws IOException {
    ArchiveStore store = ClassArchive.store();
    return store.publish(Files.writeString(store.prepare(), content));
  }
}
