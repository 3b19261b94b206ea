package io.troupe.internal.boot;

import io.troupe.internal.log.Log;
import java.io.File;
import java.io.IOException;

/**
 * The file whose disappearance shows the host that nothing of the program runs here any more. A JVM
 * deletes its files to delete on exit after its last shutdown hook and in reverse order, so it is
 * the last one if it was the first to be asked for.
 */
final class LastFile {
  private static final Log log = Log.of(LastFile.class);

  private LastFile() {}

  /**
   * Creates the file. To be called before the program can ask for the deletion of its own.
   *
   * @param path empty for none
   * @return whether it is there
   */
  static boolean create(String path) {
    if (path.isEmpty()) {
      return false;
    }
    try {
      File file = new File(path);
      boolean created = file.createNewFile();
      file.deleteOnExit();
      return created;
    } catch (IOException e) {
      log.debug("The host waits for the end of the JVM itself: {}", e.toString());
      return false;
    }
  }
}
