package io.troupe.internal.ps;

import io.troupe.ps.ProcessInfo.Ids;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The names of users, by their numbers. Thread-safe. */
final class UserNames {
  private final Map<Integer, String> known = new ConcurrentHashMap<>();

  /** Returns the name of the real user of a process; the number if there is no name for it. */
  String of(long pid, Ids ids) {
    String name = known.get(ids.real());
    if (name == null) {
      name = find(pid, ids.real());
      known.put(ids.real(), name);
    }
    return name;
  }

  /**
   * The JDK asks the system for the name of a file's owner, and the file of a process belongs to
   * its user in most cases.
   */
  private static String find(long pid, int user) {
    try {
      Map<String, Object> file = Files.readAttributes(ProcFiles.path(pid, ""), "unix:uid,owner");
      Object owner = file.get("owner");
      if (owner != null && Integer.valueOf(user).equals(file.get("uid"))) {
        return owner.toString();
      }
    } catch (IOException | RuntimeException refused) {
      // The file says it, too.
    }
    return inFile(user);
  }

  private static String inFile(int user) {
    String number = Integer.toUnsignedString(user);
    for (String line : ProcFiles.lines("/etc/passwd")) {
      String[] fields = line.split(":", -1);
      if (fields.length > 2 && fields[2].equals(number)) {
        return fields[0];
      }
    }
    return number;
  }
}
