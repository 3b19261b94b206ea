package io.troupe.internal.process.launch;

import io.troupe.ProcessStartException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Starts the JVMs of this program's processes: has their command line, their class archive and
 * their launcher, which are found once. Thread-safe.
 */
public final class JvmStarter {
  private final ClassArchive archive = ClassArchive.locate();

  /** Null until processes are to have actors. */
  private volatile @Nullable ClassArchive actorArchive;

  private boolean createsArchives; // guarded by this

  private final BootCommand command;
  private final Launchers launchers = new Launchers();

  /**
   * @param directory where an argument file may be written
   */
  public JvmStarter(Supplier<Path> directory) {
    command = new BootCommand(this::archiveOptions, directory);
  }

  /** Has processes start, from now on, on the archive for those that have actors. */
  public synchronized void expectActors() {
    if (actorArchive == null) {
      actorArchive = ClassArchive.locateForActors();
      if (createsArchives) {
        createArchivesApart();
      }
    }
  }

  private Optional<List<String>> archiveOptions(Path java) {
    ClassArchive ofActors = actorArchive;
    Optional<List<String>> options = ofActors == null ? Optional.empty() : ofActors.option(java);
    return options.isPresent() ? options : archive.option(java);
  }

  /** Has the archives made that are missing, behind the program: see {@link ClassArchive}. */
  public synchronized void createArchivesApart() {
    createsArchives = true;
    archive.createApart();
    ClassArchive ofActors = actorArchive;
    if (ofActors != null) {
      ofActors.createApart();
    }
  }

  /**
   * Takes note of a child that crashed before it had linked itself: see {@link
   * ClassArchive#suspect}.
   */
  public boolean suspectArchives() {
    ClassArchive ofActors = actorArchive;
    boolean suspected = ofActors != null && ofActors.suspect();
    return archive.suspect() || suspected;
  }

  public BootCommand command() {
    return command;
  }

  /** Returns whether starting such a process runs no code of the program, which might block. */
  public boolean startsLocally(ChildSpec spec) {
    return launchers.startsLocally(spec);
  }

  /**
   * Starts a JVM, which waits for its boot record on its standard input.
   *
   * @throws ProcessStartException if it is not started
   */
  public Process start(ChildSpec spec) {
    try {
      return start(spec, command.build(spec));
    } catch (IOException e) {
      throw notWritten(e);
    }
  }

  /**
   * Starts a JVM that runs another program than this, with the class path of that among its
   * options.
   *
   * @throws ProcessStartException if it is not started
   */
  public Process startGuest(ChildSpec spec) {
    try {
      return start(spec, command.buildForGuest(spec));
    } catch (IOException e) {
      throw notWritten(e);
    }
  }

  private Process start(ChildSpec spec, List<String> words) {
    ProcessBuilder builder = new ProcessBuilder(words);
    BootCommand.setEnvironment(builder.environment(), spec);
    if (spec.directory() != null) {
      builder.directory(spec.directory().toFile());
    }
    return launchers.start(builder, spec);
  }

  private static ProcessStartException notWritten(IOException e) {
    return new ProcessStartException("cannot write a command line: " + e.getMessage(), e);
  }
}
