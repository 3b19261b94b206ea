package io.troupe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.cluster.ClusterKeys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * What can be tried of {@code samples/kubernetes} without Kubernetes: two pods and the job are
 * started with the arguments of the manifests, and find each other by names that stand for one
 * address and for several, from a hosts file.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class KubernetesTest {
  private static final Path SAMPLE = Path.of("../../samples/kubernetes");
  private static final String PORT = "7355";

  @TempDir
  Path directory;

  /** Part of a manifest. */
  private record Part(Object value) {
    @SuppressWarnings("unchecked") // as YAML has it
    Part get(String key) {
      Object found = ((Map<String, Object>) value).get(key);
      assertThat(found).as("%s of %s", key, value).isNotNull();
      return new Part(found);
    }

    Part only() {
      assertThat(all()).hasSize(1);
      return all().get(0);
    }

    List<Part> all() {
      return ((List<?>) value).stream().<Part>map(Part::new).toList();
    }

    List<String> texts() {
      return all().stream().map(Part::text).toList();
    }

    String text() {
      return value.toString();
    }
  }

  private static List<Part> manifests(String file) throws IOException {
    Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    Iterable<Object> documents = yaml.loadAll(Files.readString(SAMPLE.resolve(file)));
    return StreamSupport.stream(documents.spliterator(), false)
        .<Part>map(Part::new)
        .toList();
  }

  private static Part manifest(String file, String kind) throws IOException {
    Predicate<Part> wanted = each -> each.get("kind").text().equals(kind);
    return manifests(file).stream().filter(wanted).findAny().orElseThrow();
  }

  private static Part pod(String file, String kind) throws IOException {
    return manifest(file, kind).get("spec").get("template").get("spec");
  }

  private static String option(Part container, String name) {
    return container.get("args").texts().stream()
        .filter(each -> each.startsWith(name + "="))
        .findAny()
        .orElseThrow()
        .substring(name.length() + 1);
  }

  @Test
  void manifests_agreeWithEachOther() throws Exception {
    Part service = manifest("nodes.yaml", "Service");
    Part set = manifest("nodes.yaml", "StatefulSet").get("spec");
    Part pod = pod("nodes.yaml", "StatefulSet");
    Part node = pod.get("containers").only();
    String name = service.get("metadata").get("name").text();

    assertThat(set.get("serviceName").text()).isEqualTo(name);
    assertThat(service.get("spec").get("selector"))
        .isEqualTo(set.get("selector").get("matchLabels"))
        .isEqualTo(set.get("template").get("metadata").get("labels"))
        .isEqualTo(manifest("nodes.yaml", "PodDisruptionBudget")
            .get("spec")
            .get("selector")
            .get("matchLabels"));
    assertThat(service.get("spec").get("ports").only().get("port").text())
        .isEqualTo(PORT)
        .isEqualTo(node.get("ports").only().get("containerPort").text());
    assertThat(Integer.parseInt(pod.get("terminationGracePeriodSeconds").text()))
        .isGreaterThanOrEqualTo(Integer.parseInt(option(node, "--drain")) + 15);
    for (Part each : List.of(pod, pod("program.yaml", "Job"))) {
      Part container = each.get("containers").only();
      assertThat(Path.of(option(container, "--keys")).getParent())
          .hasToString(mount(container, "keys").get("mountPath").text());
    }
  }

  private static Part mount(Part container, String name) {
    return container.get("volumeMounts").all().stream()
        .filter(each -> each.get("name").text().equals(name))
        .findAny()
        .orElseThrow();
  }

  @Test
  void podsAndJob_runAsTheManifestsSay() throws Exception {
    ClusterKeys.create(directory.resolve("keys"));
    Path app = Files.createDirectory(directory.resolve("app"));
    compile(SAMPLE.resolve("Primes.java"), app);
    Path hosts = Files.writeString(directory.resolve("hosts"), """
        127.0.0.21 troupe-0.troupe
        127.0.0.22 troupe-1.troupe
        127.0.0.21 troupe
        127.0.0.22 troupe
        """);
    String option = "-Djdk.net.hosts.file=" + hosts;
    String port = freePort();
    Part node = pod("nodes.yaml", "StatefulSet").get("containers").only();
    Part program = pod("program.yaml", "Job").get("containers").only();

    try (TroupeRun zero = start(node, option, port, "troupe-0");
        TroupeRun one = start(node, option, port, "troupe-1")) {
      assertThat(zero.address()).isEqualTo("troupe-0.troupe:" + port);
      assertThat(one.address()).isEqualTo("troupe-1.troupe:" + port);
      assertThat(zero.printed()).contains("begins a new cluster");
      assertThat(one.printed()).doesNotContain("begins a new cluster");
      try (TroupeRun job = start(program, option, port, "primes-x7k2p")) {
        assertThat(job.exitCode()).as("%s", job).isZero();
        assertThat(job.printed()).contains("78498 primes");
      }
    }
  }

  /** What the kubelet makes of a container. */
  private TroupeRun start(Part container, String option, String port, String pod)
      throws IOException {
    List<Object> arguments = new ArrayList<>();
    for (String argument : container.get("args").texts()) {
      arguments.add(argument
          .replace("$(POD_NAME)", pod)
          .replace("=/", "=" + directory + "/")
          .replace(":" + PORT, ":" + port));
    }
    // The program's own JVM is started by the command, and needs the names, too.
    return TroupeRun.start(
        directory, List.of(), Map.of("JDK_JAVA_OPTIONS", option), arguments.toArray());
  }

  private static String freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.21"))) {
      return Integer.toString(free.getLocalPort());
    }
  }

  private static void compile(Path source, Path target) {
    String[] arguments = Stream.of(
            "-cp", System.getProperty("java.class.path"), "-d", target, source)
        .map(Object::toString)
        .toArray(String[]::new);
    int code = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments);
    assertThat(code).isZero();
  }
}
