package io.troupe.cli;

import io.troupe.internal.cluster.node.NodeArchive;
import io.troupe.internal.cluster.node.NodeTraining;
import io.troupe.internal.process.launch.ArgumentFile;
import java.io.IOException;
import java.util.List;

/** {@code troupe archive}: the class archive of this command. */
final class ArchiveCommand {
  private static final int NONE = 1;

  private ArchiveCommand() {}

  /** Returns the exit code. */
  static int run() throws InterruptedException {
    List<String> options =
        NodeArchive.options(System.getProperty("java.class.path"), Training.class);
    for (String option : options) {
      System.out.println(ArgumentFile.quoted(option));
    }
    if (options.isEmpty()) {
      System.err.println("No class archive was made; the command works without, more slowly.");
      return NONE;
    }
    return 0;
  }

  /** The main class of the JVM that is trained. */
  static final class Training {
    private Training() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
      Main.commandLine().getUsageMessage();
      NodeTraining.main(arguments);
    }
  }
}
