package io.troupe.samples;

import io.troupe.Pool;
import io.troupe.Process;
import java.util.List;
import java.util.Map;

/**
 * Prepares each worker once, before its first task: here with a dictionary.
 *
 * <p>Python's original:
 *
 * <pre>{@code
 * with Pool(2, initializer=load, initargs=('German',)) as pool:
 *     pool.map(translate, ['good', 'morning', 'world'])
 * }</pre>
 *
 * <p>Run it with {@code samples/run initializer}. It prints:
 *
 * <pre>
 * Process 4242 loads its German dictionary.
 * Process 4243 loads its German dictionary.
 * [guten, Morgen, Welt]
 * The dictionary of this process is empty: true
 * </pre>
 */
public final class InitializerSample {
  /** Each process has its own: this is no shared memory. */
  private static Map<String, String> dictionary = Map.of();

  private InitializerSample() {}

  public static void main(String[] args) throws InterruptedException {
    try (Pool pool = Pool.builder()
        .processes(2)
        .initializer(InitializerSample::load, "German")
        .start()) {
      System.out.println(
          pool.map(InitializerSample::translate, List.of("good", "morning", "world")));
    }
    System.out.println("The dictionary of this process is empty: " + dictionary.isEmpty());
  }

  /** Runs once in each worker. */
  static void load(String language) {
    System.out.printf("Process %d loads its %s dictionary.%n", Process.current().pid(), language);
    dictionary = Map.of("good", "guten", "morning", "Morgen", "world", "Welt");
  }

  static String translate(String word) {
    return dictionary.getOrDefault(word, word);
  }
}
