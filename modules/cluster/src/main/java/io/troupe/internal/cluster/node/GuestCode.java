package io.troupe.internal.cluster.node;

import com.google.protobuf.InvalidProtocolBufferException;
import io.troupe.internal.cluster.call.CodeOffer;
import io.troupe.internal.cluster.call.CodeState;
import io.troupe.internal.code.remote.RemoteCode;
import io.troupe.internal.code.store.Code;
import io.troupe.internal.code.store.CodeEntry;
import io.troupe.internal.code.store.CodeSource;
import io.troupe.internal.code.store.CodeStore;
import io.troupe.internal.code.store.Fetch;
import io.troupe.internal.runtime.TroupeRuntime;
import io.troupe.proto.CodeManifest;
import io.troupe.proto.ObjectHandle;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The code of one program at a node: fetched from the program as far as it is not here, once for
 * all processes. It stays until this is closed. Thread-safe.
 */
final class GuestCode implements AutoCloseable {
  private static final long WAIT_MILLIS = 2_000;

  private final CodeStore store = CodeStore.ofUser().forOne();
  private final NodeFiles here;
  private final Map<String, Arrival> arrivals = new ConcurrentHashMap<>();
  private volatile boolean closed;

  GuestCode(NodeFiles here) {
    this.here = here;
  }

  /** Code that is on its way, or here. */
  private record Arrival(Fetch fetch, CompletableFuture<List<Path>> files) {
    CodeState state(String failure) {
      boolean ready = files.isDone() && failure.isEmpty();
      return new CodeState(fetch.fetched(), fetch.total(), ready, failure);
    }
  }

  CodeState bring(CodeOffer offer) {
    Code code = code(offer);
    String digest = code.digest();
    Arrival arrival = arrivals.computeIfAbsent(digest, unknown -> begin(code, offer));
    try {
      arrival.files().get(WAIT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      arrivals.remove(digest, arrival); // it may be tried again
      return arrival.state(reason(e.getCause()));
    } catch (TimeoutException e) {
      return arrival.state("");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return arrival.state("");
  }

  private static Code code(CodeOffer offer) {
    try {
      return Code.of(CodeManifest.parseFrom(offer.manifest()));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("no manifest of code", e);
    }
  }

  private static String reason(@Nullable Throwable cause) {
    return cause instanceof IOException && cause.getMessage() != null
        ? cause.getMessage()
        : String.valueOf(cause);
  }

  /** On a thread of its own: the answers of the program may take as long as they like. */
  private Arrival begin(Code code, CodeOffer offer) {
    Fetch fetch = new Fetch(code, source(offer), store, entry -> find(entry, offer));
    Arrival arrival = new Arrival(fetch, new CompletableFuture<>());
    Thread thread = new Thread(() -> run(arrival), "troupe-node-code");
    thread.setDaemon(true);
    thread.start();
    return arrival;
  }

  private void run(Arrival arrival) {
    try {
      arrival.files().complete(arrival.fetch().run());
    } catch (IOException | RuntimeException | Error e) {
      arrival.files().completeExceptionally(e);
    }
    if (closed) {
      store.release(); // what came after the program had gone
    }
  }

  /**
   * The program is asked by the link that it has with this node, when the first entry is missed.
   */
  private static CodeSource source(CodeOffer offer) {
    return new CodeSource() {
      private @Nullable RemoteCode program; // for the one thread that fetches

      @Override
      public byte[] read(CodeEntry entry, long offset) throws IOException {
        if (program == null) {
          program = new RemoteCode(
              TroupeRuntime.current().objects().open(ObjectHandle.parseFrom(offer.source())));
        }
        return program.read(entry, offset);
      }
    };
  }

  private @Nullable Path find(CodeEntry entry, CodeOffer offer) throws IOException {
    String place = offer.places().get(entry.digest());
    try {
      return here.find(entry, place == null ? null : Path.of(place));
    } catch (InvalidPathException e) {
      return here.find(entry, null);
    }
  }

  /**
   * Returns the files of code that was brought.
   *
   * @throws IllegalStateException if it was not
   */
  List<Path> files(String digest) {
    Arrival arrival = arrivals.get(digest);
    List<Path> files = arrival == null ? null : arrival.files().getNow(null);
    if (files == null) {
      throw new IllegalStateException("no code was brought with the digest " + digest);
    }
    return files;
  }

  /** Lets go of it: others may take its room. To be called when no process uses it any more. */
  @Override
  public void close() {
    closed = true;
    arrivals.clear();
    store.release();
  }
}
