package io.troupe.internal.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PekkoReferenceTest {
  private static final ClassLoader LOADER = PekkoReferenceTest.class.getClassLoader();

  /** Set to write the copy anew, for another version of Pekko. */
  private static final String WRITE = "troupe.test.write.reference";

  @Test
  void copy_hasTheSettingsOfTheVersionInUse() throws IOException {
    String text = ofPekko()
        .root()
        .render(ConfigRenderOptions.defaults()
            .setJson(false)
            .setComments(false)
            .setOriginComments(false));
    String target = System.getProperty(WRITE);
    if (target != null) {
      Files.writeString(
          Path.of(target),
          "# Settings of Apache Pekko, Apache License 2.0, as its jars have them: see PekkoReferenceTest.\n"
              + text);
    }
    assertThat(ConfigFactory.parseResources(LOADER, PekkoReference.COPY)).isEqualTo(ofPekko());
  }

  /** What the jars have that core depends on; there are others on the class path of tests. */
  private static Config ofPekko() throws IOException {
    return places().stream()
        .map(PekkoReferenceTest::parse)
        .reduce(Config::withFallback)
        .orElseThrow()
        .resolve();
  }

  private static List<URL> places() throws IOException {
    return Collections.list(LOADER.getResources("reference.conf")).stream()
        .filter(place -> place.toString().matches(".*/pekko-actor(-typed)?_.*"))
        .sorted(Comparator.comparing(URL::toString))
        .toList();
  }

  /** What it includes, it includes by a name that is not to be had from here. */
  private static Config parse(URL place) {
    return ConfigFactory.parseString(text(place))
        .withFallback(ConfigFactory.parseResources(LOADER, "version.conf"));
  }

  private static String text(URL place) {
    try (var in = place.openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void of_jarsOfAClusterBesides_hasNoneOfTheirSettings() throws IOException {
    URL cluster =
        new URL("jar:file:/lib/org.apache.pekko.pekko-cluster_2.13-1.7.0.jar!/reference.conf");
    List<URL> all = new ArrayList<>(places());
    all.add(cluster);

    List<URL> left =
        Collections.list(PekkoReference.of(new References(all)).getResources("reference.conf"));

    assertThat(left).containsExactlyElementsOf(places());
  }

  @Test
  void of_programThatWantsACluster_hasAll() throws IOException {
    System.setProperty("pekko.actor.provider", "cluster");
    try {
      assertThat(PekkoReference.of(LOADER)).isSameAs(LOADER);
    } finally {
      System.clearProperty("pekko.actor.provider");
    }
  }

  @Test
  void of_oneFileLeft_startsAnActorSystemAllTheSame() throws IOException {
    assertThat(places()).hasSize(2).allSatisfy(left -> {
      ClassLoader loader = PekkoReference.of(new References(List.of(left)));
      assertThatCode(() -> start(loader, ConfigFactory.defaultReference(loader)))
          .doesNotThrowAnyException();
    });
  }

  private static void start(ClassLoader loader, Config config) {
    ActorSystem<Void> system = ActorSystem.create(
        Behaviors.empty(),
        "left",
        ActorSystemSetup.create(
            BootstrapSetup.create().withClassloader(loader).withConfig(config)));
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
  }

  /** Has these files, as a class path of other jars would, or one jar that was put together. */
  private static final class References extends ClassLoader {
    private final List<URL> files;

    References(List<URL> files) {
      super(LOADER);
      this.files = files;
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      return name.equals("reference.conf")
          ? Collections.enumeration(files)
          : super.getResources(name);
    }
  }
}
