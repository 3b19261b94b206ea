package io.troupe.internal.payload.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.PayloadException;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TypesTest {
  private final Types types = new Types();

  record Sample(int n) {}

  private static void withContextLoader(ClassLoader loader, Runnable call) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      call.run();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Test
  void load_contextLoaderChanges_usesThePresentOne() throws IOException {
    URL here = Sample.class.getProtectionDomain().getCodeSource().getLocation();
    String name = Sample.class.getName();
    try (URLClassLoader other =
        new URLClassLoader(new URL[] {here}, ClassLoader.getPlatformClassLoader())) {
      assertThat((Object) types.load(name)).isEqualTo(Sample.class);
      withContextLoader(
          other, () -> assertThat(types.load(name).getClassLoader()).isSameAs(other));
      assertThat((Object) types.load(name)).isEqualTo(Sample.class);
    }
  }

  @Test
  void load_contextLoaderDoesNotKnowTheClass_usesOurOwn() {
    String name = Sample.class.getName();
    withContextLoader(
        ClassLoader.getPlatformClassLoader(),
        () -> assertThat((Object) types.load(name)).isEqualTo(Sample.class));
    withContextLoader(null, () -> assertThat((Object) types.load(name)).isEqualTo(Sample.class));
  }

  @Test
  void load_namesOfAllKinds_areFound() {
    assertThat((Object) types.load("int")).isEqualTo(int.class);
    assertThat((Object) types.load("[[I")).isEqualTo(int[][].class);
    assertThat((Object) types.load("[Ljava.lang.String;")).isEqualTo(String[].class);
  }

  @Test
  void load_unknownName_saysWhatToDo() {
    assertThatThrownBy(() -> types.load("no.such.Type"))
        .isInstanceOf(PayloadException.class)
        .hasMessageContaining("no.such.Type")
        .hasMessageContaining("class path");
    assertThatThrownBy(() -> types.load("")).isInstanceOf(PayloadException.class);
  }
}
