package io.troupe.internal.progress;

import io.troupe.ProgressBar;
import io.troupe.ResultIterator;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeoutException;

/** Results that count themselves. */
public record CountedResults<T>(ResultIterator<T> results, ProgressBar bar)
    implements ResultIterator<T> {

  @Override
  public boolean hasNext() {
    boolean more = results.hasNext();
    if (!more) {
      bar.close();
    }
    return more;
  }

  @Override
  public T next() {
    if (!hasNext()) {
      return results.next(); // throws what it throws at the end
    }
    boolean done = false;
    try {
      T result = results.next();
      done = true;
      return result;
    } finally {
      count(done);
    }
  }

  /**
   * A task may fail with the exception that also says that there is no result; it is not counted
   * then.
   */
  @Override
  public T next(Duration timeout) throws TimeoutException, InterruptedException {
    boolean counts = true;
    boolean done = false;
    try {
      T result = results.next(timeout);
      done = true;
      return result;
    } catch (TimeoutException | InterruptedException | NoSuchElementException e) {
      counts = false;
      throw e;
    } finally {
      if (counts) {
        count(done);
      }
    }
  }

  private void count(boolean done) {
    if (done) {
      bar.step();
    } else {
      bar.fail();
    }
  }

  @Override
  public void close() {
    results.close();
    bar.close();
  }
}
