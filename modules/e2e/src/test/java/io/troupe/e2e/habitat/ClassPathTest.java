package io.troupe.e2e.habitat;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.Pool;
import io.troupe.Process;
import io.troupe.Queue;
import io.troupe.manager.ManagedMap;
import io.troupe.manager.Manager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a program adds to the class path of its processes: a class that it does not have itself. */
@Timeout(value = 120, unit = SECONDS)
class ClassPathTest {
  private static final String PLUGIN = "com.example.plugin.Plugin";

  @TempDir
  static Path scratch;

  private static Path plugin;

  @BeforeAll
  static void compile() throws IOException {
    Path source = scratch.resolve("Plugin.java");
    Files.writeString(
        source,
        "package com.example.plugin;"
            + "public class Plugin { public String toString() { return \"plugged in\"; } }");
    plugin = scratch.resolve("plugin classes");
    Jars.compile("-d", plugin.toString(), source.toString());
  }

  static String load() throws ReflectiveOperationException {
    return Class.forName(PLUGIN).getDeclaredConstructor().newInstance().toString();
  }

  static void loadInto(Queue<String> said) throws Exception {
    said.put(load());
  }

  @Test
  void process_classPath_isAddedToTheProgramsOwn() throws Exception {
    Queue<String> said = Queue.create();
    Process.of(ClassPathTest::loadInto, said).classPath(plugin).start().join();
    assertThat(said.get()).isEqualTo("plugged in");
  }

  @Test
  void pool_classPath_isAddedToTheProgramsOwn() throws Exception {
    try (Pool pool = Pool.builder().processes(1).classPath(plugin).start()) {
      assertThat(pool.apply(ClassPathTest::load)).isEqualTo("plugged in");
    }
  }

  @Test
  void manager_classPath_isAddedToTheProgramsOwn() throws Exception {
    try (Manager manager = Manager.builder().classPath(plugin).process()) {
      ManagedMap<String, String> map = manager.dict();
      map.put("said", "nothing");
      map.compute("said", (key, value) -> loaded());
      assertThat(map.get("said")).isEqualTo("plugged in");
    }
  }

  private static String loaded() {
    try {
      return load();
    } catch (ReflectiveOperationException e) {
      return e.toString();
    }
  }
}
