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
 * The class loader with which an actor system finds Pekko's own settings. Each of Pekko's jars has
 * some in a file of one name, of which only one is left where a program was put into one jar by a
 * tool that does not join them. Then a copy is used that Troupe has along.
 */
final class PekkoReference extends ClassLoader {
  static final String COPY = "troupe-pekko.conf";

  private static final String NAME = "reference.conf";

  /** One setting of each jar that has settings. */
  private static final List<String> LANDMARKS = List.of(
      "pekko.version",
      "pekko.actor.default-dispatcher",
      "pekko.actor.typed.restart-stash-capacity");

  private PekkoReference(ClassLoader parent) {
    super(parent);
  }

  /** Returns {@code loader}, or one that has what it lacks. */
  static ClassLoader completing(ClassLoader loader) {
    return isComplete(loader) ? loader : new PekkoReference(loader);
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
    List<URL> all = new ArrayList<>(Collections.list(super.getResources(name)));
    URL copy = name.equals(NAME) ? getResource(COPY) : null;
    if (copy != null) {
      all.add(copy);
    }
    return Collections.enumeration(all);
  }
}
