package io.troupe.internal.code.remote;

import io.troupe.internal.link.transport.Routes;
import io.troupe.internal.object.Association;
import io.troupe.internal.object.Objects;
import io.troupe.internal.payload.codec.ProgramLoaders;
import org.jspecify.annotations.Nullable;

/**
 * The program whose process this is, asked for classes from the first that is missing on.
 * Thread-safe.
 */
public final class HostProgram implements ProgramLoaders.Host {
  private final Objects objects;
  private @Nullable ClassLoader loader; // guarded by this

  private HostProgram(Objects objects) {
    this.objects = objects;
  }

  /** Has this process ask its host. Costs nothing until it does. */
  public static void ask(Objects objects) {
    ProgramLoaders.askHost(new HostProgram(objects));
  }

  @Override
  public synchronized ClassLoader loader() {
    if (loader == null) {
      Association host = objects.host();
      if (host == null) {
        throw new IllegalStateException("this runtime has no host");
      }
      boolean elsewhere = !Routes.forChildren().getHome().isEmpty();
      loader = new HostClasses(new RemoteCode(host.lasting(CodeObject.NUMBER)), elsewhere);
    }
    return loader;
  }
}
