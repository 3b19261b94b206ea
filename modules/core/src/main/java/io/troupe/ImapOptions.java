package io.troupe;

import io.troupe.internal.option.Checks;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How an {@code imap} or {@code imapUnordered} goes. Immutable: each method that changes something
 * returns a new object.
 *
 * @param chunkSize how many items make one task
 * @param bufferSize how many items at most are read ahead of those the consumer has taken; 0 lets
 *     the pool choose, from what keeps its workers busy
 * @param timeout how long one task, which is one chunk, may run; null for the pool's limit
 * @param retries how often a task that was lost with its worker runs again; -1 for the pool's
 *     number
 */
public record ImapOptions(
    int chunkSize, int bufferSize, @Nullable Duration timeout, int retries) {

  /** Returns options with which an imap goes as one without options. */
  public static ImapOptions defaults() {
    return new ImapOptions(1, 0, null, -1);
  }

  /**
   * Sets how many items make one task.
   *
   * @throws IllegalArgumentException if {@code chunkSize} is less than 1
   */
  public ImapOptions chunkSize(int chunkSize) {
    Checks.positive("chunkSize", chunkSize);
    return new ImapOptions(chunkSize, bufferSize, timeout, retries);
  }

  /**
   * Bounds how far the input is read ahead; at least one chunk is. As in Python 3.16.
   *
   * @throws IllegalArgumentException if {@code bufferSize} is less than 1
   */
  public ImapOptions bufferSize(int bufferSize) {
    Checks.positive("bufferSize", bufferSize);
    return new ImapOptions(chunkSize, bufferSize, timeout, retries);
  }

  /**
   * Limits how long one task may run.
   *
   * @throws IllegalArgumentException if {@code timeout} is zero or negative
   */
  public ImapOptions timeout(Duration timeout) {
    Checks.positive("timeout", timeout);
    return new ImapOptions(chunkSize, bufferSize, timeout, retries);
  }

  /**
   * Lets a task that was lost with its worker run again.
   *
   * @throws IllegalArgumentException if {@code retries} is negative
   */
  public ImapOptions retries(int retries) {
    Checks.notNegative("retries", retries);
    return new ImapOptions(chunkSize, bufferSize, timeout, retries);
  }
}
