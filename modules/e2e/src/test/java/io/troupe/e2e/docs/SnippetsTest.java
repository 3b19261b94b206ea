package io.troupe.e2e.docs;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The code of README and of the public Javadoc compiles, as it stands there. A snippet that is no
 * class of its own stands in a method of a {@link Scene}, after an import of each public type.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SnippetsTest {
  private static final List<Path> SOURCES =
      List.of(Path.of("../core/src/main/java"), Path.of("../cluster/src/main/java"));
  private static final Path README = Path.of("../../README.md");

  @TempDir
  Path classes;

  @TestFactory
  Stream<DynamicTest> snippets() throws IOException {
    String imports = imports();
    return all().stream()
        .map(snippet -> DynamicTest.dynamicTest(snippet.place(), () -> compiles(snippet, imports)));
  }

  @Test
  void snippetsAreFound() throws IOException {
    assertThat(all()).extracting(Snippet::place).anyMatch(place -> place.startsWith("README.md"));
    assertThat(all()).extracting(Snippet::place).anyMatch(place -> place.startsWith("Pool.java"));
  }

  private static List<Snippet> all() throws IOException {
    return Stream.concat(
            Snippet.ofMarkdown(README).stream(),
            publicSources().flatMap(file -> Snippet.ofJavadoc(file).stream()))
        .toList();
  }

  private static Stream<Path> publicSources() throws IOException {
    List<Path> all = new ArrayList<>();
    for (Path sources : SOURCES) {
      try (Stream<Path> files = Files.walk(sources)) {
        files
            .filter(file -> file.toString().endsWith(".java"))
            .filter(file -> !sources.relativize(file).startsWith("io/troupe/internal"))
            .sorted()
            .forEach(all::add);
      }
    }
    return all.stream();
  }

  private static String typeName(Path file) {
    String path = file.toString();
    return path.substring(path.indexOf("io/troupe/"), path.length() - ".java".length())
        .replace('/', '.');
  }

  private static String imports() throws IOException {
    return publicSources()
            .filter(SnippetsTest::isPublic)
            .map(file -> "import " + typeName(file) + ";\n")
            .collect(joining())
        + "import org.apache.pekko.actor.typed.*;\nimport org.apache.pekko.actor.typed.javadsl.*;\nimport java.net.*;\nimport java.nio.file.Path;\nimport java.time.Duration;\nimport java.util.*;\nimport java.util.stream.*;\nimport org.slf4j.event.Level;\n";
  }

  private static boolean isPublic(Path file) {
    try {
      return Files.readString(file).lines().anyMatch(line -> line.startsWith("public "));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void compiles(Snippet snippet, String imports) {
    String type = snippet.typeName();
    Source source = type.isEmpty()
        ? new Source("io/troupe/e2e/docs/Excerpt", excerpt(snippet, imports))
        : new Source(type, snippet.code());
    assertThat(errors(source)).as(snippet.code()).isEmpty();
  }

  private static String excerpt(Snippet snippet, String imports) {
    return "package io.troupe.e2e.docs;\n" + imports
        + "class Excerpt extends Scene {\n  void excerpt() throws Exception {\n"
        + snippet.code() + "\n}}\n";
  }

  private String errors(Source source) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter errors = new StringWriter();
    List<String> options = List.of(
        "-proc:none", "-d", classes.toString(), "-cp", System.getProperty("java.class.path"));
    boolean compiled =
        compiler.getTask(errors, null, null, options, null, List.of(source)).call();
    return compiled ? "" : errors.toString();
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(URI.create("string:///" + name + JavaFileObject.Kind.SOURCE.extension), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
