package io.troupe.e2e.postgres;

import static io.troupe.e2e.postgres.Texts.bytes;

import com.google.protobuf.ByteString;
import io.troupe.cluster.PostgresOptions;
import io.troupe.internal.cluster.consensus.NoAgreementException;
import io.troupe.internal.cluster.postgres.PostgresConsensus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What several nodes have, in one JVM. */
final class Instances implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private final PostgresOptions database;
  private final long snapshotBytes;
  private final List<Instance> all = new ArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  Instances(PostgresOptions database) {
    this(database, Long.MAX_VALUE);
  }

  /** @param snapshotBytes of the log after which there is a snapshot */
  Instances(PostgresOptions database, long snapshotBytes) {
    this.database = database;
    this.snapshotBytes = snapshotBytes;
  }

  /** What one node has; it begins with another machine when the database has lost something. */
  static final class Instance {
    private volatile Texts machine = new Texts();
    private PostgresConsensus consensus;

    private Texts next() {
      machine = new Texts();
      return machine;
    }

    Texts machine() {
      return machine;
    }

    PostgresConsensus consensus() {
      return consensus;
    }

    int write(Object text) throws NoAgreementException, InterruptedException {
      return number(consensus.write(bytes(text)));
    }

    int count() throws NoAgreementException, InterruptedException {
      return number(consensus.read(ByteString.EMPTY));
    }

    /** Waits for so many texts. */
    int await(int texts) throws NoAgreementException, InterruptedException {
      return number(consensus.read(bytes(texts)));
    }

    private static int number(ByteString text) {
      return Integer.parseInt(text.toStringUtf8());
    }
  }

  Instance start() throws Exception {
    return start(PATIENCE);
  }

  Instance start(Duration patience) throws Exception {
    Instance instance = new Instance();
    instance.consensus = PostgresConsensus.open(database, instance::next, patience, snapshotBytes);
    all.add(instance);
    return instance;
  }

  /** Has threads of their own do something. */
  <T> Future<T> fork(Callable<T> work) {
    return threads.submit(work);
  }

  @Override
  public void close() {
    all.forEach(each -> each.consensus().close());
    threads.shutdownNow();
  }
}
