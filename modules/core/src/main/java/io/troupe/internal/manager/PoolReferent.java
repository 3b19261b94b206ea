package io.troupe.internal.manager;

import static io.troupe.internal.manager.Referent.one;

import io.troupe.AsyncResult;
import io.troupe.MapOptions;
import io.troupe.Pool;
import io.troupe.WorkerInfo;
import io.troupe.internal.payload.Invocation;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A pool in the manager's process. Its tasks are answered when they end; until then they are nobody's thread. */
final class PoolReferent implements Referent {
  private final Pool pool;

  PoolReferent(Pool pool) {
    this.pool = pool;
  }

  @Override
  public @Nullable CompletableFuture<List<Item>> start(String method, List<Item> arguments) {
    return switch (method) {
      case "apply" -> later(pool.applyAsync(PoolCalls.decode(arguments)));
      case "map" -> later(map(arguments));
      case "join" -> waiting(pool::join);
      case "close" -> waiting(pool::close);
      default -> null;
    };
  }

  /** Items: a function, how many arguments it takes, how each chunk is to be run, and the items, which are lists for more than one argument. */
  @SuppressWarnings({"unchecked", "NullAway"}) // The function takes what the items are.
  private AsyncResult<?> map(List<Item> arguments) {
    Object function = arguments.get(0).as(Object.class);
    MapOptions<Object> options = PoolCalls.options(arguments.subList(1, 4));
    boolean star = arguments.get(4).equals(Item.TRUE);
    List<Object> items = (List<Object>) arguments.get(5).as(List.class);
    return star
        ? pool.mapAsync(
            item -> Invocation.call(function, ((List<Object>) item).toArray()), items, options)
        : pool.mapAsync(item -> Invocation.call(function, item), items, options);
  }

  private static CompletableFuture<List<Item>> later(AsyncResult<?> result) {
    CompletableFuture<List<Item>> items = new CompletableFuture<>();
    result.whenCompleteAsync(
        (value, failure) -> {
          try {
            if (failure == null) {
              items.complete(one(Item.encode(value)));
            } else {
              items.completeExceptionally(failure);
            }
          } catch (RuntimeException | Error e) {
            items.completeExceptionally(e);
          }
        },
        Worker::run);
    items.whenComplete((value, failure) -> {
      if (items.isCancelled()) {
        result.cancel(true);
      }
    });
    return items;
  }

  /** What waits for the pool. */
  @FunctionalInterface
  private interface Waiting {
    void run() throws InterruptedException;
  }

  private static CompletableFuture<List<Item>> waiting(Waiting waiting) {
    CompletableFuture<List<Item>> done = new CompletableFuture<>();
    Worker.run(() -> {
      try {
        waiting.run();
        done.complete(NOTHING);
      } catch (InterruptedException | RuntimeException | Error e) {
        done.completeExceptionally(e);
      }
    });
    return done;
  }

  @Override
  public List<Item> call(String method, List<Item> arguments) throws InterruptedException {
    return switch (method) {
      case "joinFor" -> one(pool.join(arguments.get(0).as(Duration.class)));
      case "terminate" -> done(pool::terminate);
      case "terminateWorkers" -> done(pool::terminateWorkers);
      case "killWorkers" -> done(pool::killWorkers);
      case "isClosed" -> one(pool.isClosed());
      case "isTerminated" -> one(pool.isTerminated());
      case "name" -> one(Item.encode(pool.name()));
      case "workers" ->
        List.copyOf(pool.workers().stream()
            .map((WorkerInfo worker) -> Item.encode(worker))
            .toList());
      case "progress" -> one(Item.encode(pool.progress()));
      default -> throw Unknown.method(method);
    };
  }

  private static List<Item> done(Runnable work) {
    work.run();
    return NOTHING;
  }

  @Override
  public boolean runsCode() {
    return true;
  }

  @Override
  public boolean isConcurrent() {
    return true;
  }

  @Override
  public void close() {
    Worker.run(pool::terminate);
  }

  @Override
  public String toString() {
    return Objects.toString(pool);
  }
}
