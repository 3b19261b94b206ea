package io.troupe.internal.boot;

import io.troupe.internal.process.launch.ArgumentFile;
import io.troupe.internal.process.launch.ClassArchive;
import java.util.List;

/**
 * The main class of an installation step: makes the class archive now, instead of behind the first
 * program that runs. It prints the options with which a program's own JVM uses the archive, too,
 * for an argument file: one a line, the class path of this JVM among them.
 */
public final class MakeArchive {
  private MakeArchive() {}

  /**
   * Makes it.
   *
   * @param args {@link ClassArchive#ACTORS} for that of processes with actors, or nothing
   */
  public static void main(String[] args) throws InterruptedException {
    boolean ofActors = List.of(args).contains(ClassArchive.ACTORS);
    ClassArchive archive = ofActors ? ClassArchive.locateForActors() : ClassArchive.locate();
    if (!archive.create()) {
      System.err.println("No class archive was made; processes start without one, more slowly.");
    }
    for (String option : archive.hostOptions(System.getProperty("java.class.path", ""))) {
      System.out.println(ArgumentFile.quoted(option));
    }
  }
}
