package io.troupe.internal.code.remote;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.ByteString;
import io.troupe.OwnerLostException;
import io.troupe.internal.code.CodeFinder.Found;
import io.troupe.internal.code.CodeFinder.InFiles;
import io.troupe.internal.code.CodeFinder.InMemory;
import io.troupe.internal.log.Log;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Loads what a process does not have on its own class path: it asks the host, which names files,
 * that are loaded from here on as from a class path, or sends the bytes of what is in its memory
 * only.
 */
final class HostClasses extends URLClassLoader {
  private static final Log log = Log.of(HostClasses.class);

  static {
    registerAsParallelCapable();
  }

  private final RemoteCode host;
  private final boolean elsewhere;
  private final Set<Path> files = new LinkedHashSet<>(); // guarded by this

  /** @param elsewhere whether the host is on another machine: a path of its has no meaning here */
  HostClasses(RemoteCode host, boolean elsewhere) {
    super("troupe-host", new URL[0], requireNonNull(HostClasses.class.getClassLoader()));
    this.host = host;
    this.elsewhere = elsewhere;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    try {
      return super.findClass(name);
    } catch (ClassNotFoundException e) {
      return findInHost(name, e);
    }
  }

  private Class<?> findInHost(String name, ClassNotFoundException unknown)
      throws ClassNotFoundException {
    String path = name.replace('.', '/') + ".class";
    Found found = ask(path, false);
    if (found instanceof InFiles places && add(places.files())) {
      try {
        return super.findClass(name);
      } catch (ClassNotFoundException e) {
        log.debug("{} is not in the files of the host as they are seen from here", name);
      }
    }
    if (found instanceof InFiles) {
      found = ask(path, true);
    }
    if (found instanceof InMemory memory) {
      byte[] bytes = memory.content().toByteArray();
      return defineClass(name, bytes, 0, bytes.length);
    }
    throw unknown;
  }

  private @Nullable Found ask(String path, boolean contentOnly) {
    try {
      return host.find(path, contentOnly || elsewhere);
    } catch (OwnerLostException e) {
      return null; // this process is about to end
    }
  }

  /** Returns whether any of them is new, and can be read here. */
  private synchronized boolean add(List<Path> named) {
    boolean any = false;
    for (Path file : named) {
      if (Files.isReadable(file) && files.add(file)) {
        any = true;
        try {
          addURL(file.toUri().toURL());
        } catch (MalformedURLException e) {
          throw new IllegalStateException(e);
        }
      }
    }
    return any;
  }

  @Override
  public @Nullable URL findResource(String name) {
    URL own = super.findResource(name);
    return own != null ? own : findResourceInHost(name);
  }

  private @Nullable URL findResourceInHost(String name) {
    Found found = ask(name, false);
    if (found instanceof InFiles places) {
      add(places.files());
      URL own = super.findResource(name);
      if (own != null) {
        return own;
      }
      found = ask(name, true);
    }
    return found instanceof InMemory memory ? Sent.url(name, memory.content()) : null;
  }

  /** As a class path has them: all in files, or else the one that was sent. */
  @Override
  public Enumeration<URL> findResources(String name) throws IOException {
    URL first = findResource(name);
    Enumeration<URL> all = super.findResources(name);
    return all.hasMoreElements() || first == null ? all : Collections.enumeration(List.of(first));
  }

  /** What was sent, as a URL. */
  private static final class Sent extends URLStreamHandler {
    private final ByteString content;

    private Sent(ByteString content) {
      this.content = content;
    }

    static URL url(String name, ByteString content) {
      try {
        return new URL("troupe", null, -1, "/" + name, new Sent(content));
      } catch (MalformedURLException e) {
        throw new IllegalArgumentException(e);
      }
    }

    @Override
    protected URLConnection openConnection(URL url) {
      return new URLConnection(url) {
        @Override
        public void connect() {
          connected = true;
        }

        @Override
        public InputStream getInputStream() {
          return content.newInput();
        }

        @Override
        public long getContentLengthLong() {
          return content.size();
        }
      };
    }
  }
}
