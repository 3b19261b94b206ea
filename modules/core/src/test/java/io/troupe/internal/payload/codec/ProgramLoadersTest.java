package io.troupe.internal.payload.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.PayloadException;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ProgramLoadersTest {

  /** What a plug-in would bring along. */
  public static final class Plugin {}

  /** Loads one class anew, under the same name. */
  private static final class PluginLoader extends ClassLoader {
    PluginLoader() {
      super("plugin", null);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (!name.equals(Plugin.class.getName())) {
        throw new ClassNotFoundException(name);
      }
      String file = "/" + name.replace('.', '/') + ".class";
      try (InputStream in = ProgramLoadersTest.class.getResourceAsStream(file)) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  @Test
  void met_latestFirst_eachOnce_ownNever() throws ClassNotFoundException {
    Class<?> first = new PluginLoader().loadClass(Plugin.class.getName());
    Class<?> second = new PluginLoader().loadClass(Plugin.class.getName());
    ProgramLoaders.meet(first);
    ProgramLoaders.meet(second);
    ProgramLoaders.meet(first);
    ProgramLoaders.meet(Plugin.class);
    ProgramLoaders.meet(String.class);

    assertThat(ProgramLoaders.met())
        .startsWith(second.getClassLoader(), first.getClassLoader())
        .doesNotHaveDuplicates()
        .doesNotContain(Plugin.class.getClassLoader());
  }

  @Test
  void load_nobodyHasTheClass_saysWhereItWasLookedFor() {
    assertThatThrownBy(() -> new Types().load("com.example.None"))
        .isInstanceOf(PayloadException.class)
        .hasMessageStartingWith(
            "The class com.example.None of a payload cannot be loaded in this process. Looked for"
                + " on the class path ")
        .hasMessageContaining(" entries). A process has classes that this program does not have")
        .hasCauseInstanceOf(ClassNotFoundException.class);
  }
}
