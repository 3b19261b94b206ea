package io.troupe.samples;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.troupe.Pool;
import io.troupe.Progress;
import io.troupe.ResultIterator;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Counts the words of all text files below some paths: map in the workers, reduce here.
 *
 * <p>Python's original:
 *
 * <pre>{@code
 * for counts in pool.imap_unordered(count, files): total.update(counts)
 * print(total.most_common(10))
 * }</pre>
 *
 * <p>Run it with {@code samples/run wordcount PATH...}. It draws a progress bar and prints the ten
 * most frequent words:
 *
 * <pre>
 * Counting 100% |####################| 186/186 [0:01<0:00, 171.2/s]
 * 186 files, 31044 words, 3127 different ones; the most frequent:
 *      2108 the
 * </pre>
 */
public final class WordcountSample {
  private static final Pattern WORD = Pattern.compile("\\p{L}+('\\p{L}+)*");

  private WordcountSample() {}

  public static void main(String[] args) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String path : args.length > 0 ? args : new String[] {"."}) {
      addFilesBelow(Path.of(path), files);
    }
    Map<String, Integer> total = new HashMap<>();
    try (Pool pool = Pool.create();
        ResultIterator<Map<String, Integer>> counted = Progress.bar(
            "Counting", pool.imapUnordered(WordcountSample::count, files), files.size())) {
      while (counted.hasNext()) { // whichever file is ready
        counted.next().forEach((word, n) -> total.merge(word, n, Integer::sum));
      }
    }
    print(files.size(), total);
  }

  /** Runs in the workers. */
  static Map<String, Integer> count(Path file) {
    Map<String, Integer> counts = new HashMap<>();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      if (isText(in)) {
        new BufferedReader(new InputStreamReader(in, UTF_8))
            .lines()
            .flatMap(line -> WORD.matcher(line.toLowerCase(Locale.ROOT)).results())
            .forEach(word -> counts.merge(word.group(), 1, Integer::sum));
      }
    } catch (IOException | UncheckedIOException e) {
      System.err.println("Skipped: " + e);
    }
    return counts;
  }

  /** Text has no zero byte; the beginning tells. */
  private static boolean isText(InputStream in) throws IOException {
    in.mark(1000);
    boolean text = new String(in.readNBytes(1000), UTF_8).indexOf('\0') < 0;
    in.reset();
    return text;
  }

  private static void addFilesBelow(Path start, List<Path> files) throws IOException {
    Files.walkFileTree(start, new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (attributes.isRegularFile()) {
          files.add(file);
        }
        return FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult visitFileFailed(Path file, IOException e) {
        System.err.println("Skipped: " + e);
        return FileVisitResult.CONTINUE;
      }
    });
  }

  private static void print(int files, Map<String, Integer> total) {
    long words = total.values().stream().mapToLong(n -> n).sum();
    System.out.printf(
        "%d files, %d words, %d different ones; the most frequent:%n", files, words, total.size());
    total.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .limit(10)
        .forEach(entry -> System.out.printf("%9d %s%n", entry.getValue(), entry.getKey()));
  }
}
