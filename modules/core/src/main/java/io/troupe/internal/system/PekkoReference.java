package io.troupe.internal.system;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/**
 * The class loader with which an actor system finds Pekko's own settings, which each of Pekko's
 * jars has in a file of one name. It passes over those of what works between the members of a
 * cluster alone: a system that is local would read as many settings again, and start a serializer
 * for each kind of message that it can never get, which takes it half as long again. And where only
 * one of the files is left, because a program was put into one jar by a tool that does not join
 * them, it has a copy that Troupe has along.
 */
final class PekkoReference extends ClassLoader {
  static final String COPY = "troupe-pekko.conf";

  private static final String NAME = "reference.conf";

  /** A program that sets it has use for other settings than a local system has. */
  private static final String PROVIDER = "pekko.actor.provider";

  /** What the names of jars contain that are of no use to a system which is local. */
  private static final List<String> OF_CLUSTERS =
      List.of("pekko-remote_", "pekko-cluster", "pekko-distributed-data_");

  /** One setting of each jar that has settings. */
  private static final List<String> LANDMARKS = List.of(
      "pekko.version",
      "pekko.actor.default-dispatcher",
      "pekko.actor.typed.restart-stash-capacity");

  static {
    registerAsParallelCapable();
  }

  private final boolean local;
  private final boolean withCopy;

  private PekkoReference(ClassLoader parent, boolean local, boolean withCopy) {
    super(parent);
    this.local = local;
    this.withCopy = withCopy;
  }

  /** Returns {@code loader}, or one that has what that lacks, and not what is of no use. */
  static ClassLoader of(ClassLoader loader) {
    boolean local = System.getProperty(PROVIDER) == null;
    ClassLoader first = local ? new PekkoReference(loader, true, false) : loader;
    return isComplete(first) ? first : new PekkoReference(loader, local, true);
  }

  private static boolean isComplete(ClassLoader loader) {
    try {
      Config reference = ConfigFactory.defaultReference(loader);
      return LANDMARKS.stream().allMatch(reference::hasPath);
    } catch (ConfigException e) {
      return false; // what is left refers to what is lost
    }
  }

  /** The first wins. */
  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    if (!name.equals(NAME)) {
      return super.getResources(name);
    }
    List<URL> all = new ArrayList<>(Collections.list(super.getResources(name)));
    all.removeIf(file -> local && isOfClusters(file));
    URL copy = withCopy ? getResource(COPY) : null;
    if (copy != null) {
      all.add(copy);
    }
    return Collections.enumeration(all);
  }

  private static boolean isOfClusters(URL file) {
    String path = file.getPath();
    int jar = path.lastIndexOf('!');
    String name = path.substring(path.lastIndexOf('/', Math.max(jar, 0)) + 1);
    return jar > 0 && OF_CLUSTERS.stream().anyMatch(name::contains);
  }
}
