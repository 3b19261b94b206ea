package io.troupe.benchmarks;

import static java.util.Objects.requireNonNull;

import io.troupe.Troupe;
import io.troupe.benchmarks.cluster.ClusterRows;
import io.troupe.benchmarks.comparison.Benchmark;
import io.troupe.benchmarks.comparison.CPython;
import io.troupe.benchmarks.comparison.Comparison;
import io.troupe.benchmarks.comparison.Row;
import io.troupe.benchmarks.comparison.Table;
import io.troupe.benchmarks.comparison.Unit;
import io.troupe.internal.process.launch.ClassArchive;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code modules/benchmarks/compare}. */
@Command(
    name = "compare",
    sortOptions = false,
    description =
        "Does the same work in Troupe and in CPython's multiprocessing, round by round, and prints the medians.",
    footer = {
      "",
      "speedup is how many times better Troupe is: above 1 is better, for times and rates alike.",
      "Exits with 0 if everything reached what it must, else with 1."
    })
public final class Compare implements Callable<Integer> {
  private static final int LIMIT_COUNT = 20_000;

  @Spec
  private @Nullable CommandSpec spec;

  @Option(
      names = "--only",
      paramLabel = "NAME",
      split = ",",
      description = "Benchmarks to do, or groups of them such as 'pool'; all by default.")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Rounds that count, after one that warms up; ${DEFAULT-VALUE} by default.")
  private int rounds = 5;

  @Option(
      names = "--peers",
      description = "Compares actors with Erlang's and with Pekko's own remoting, too.")
  private boolean peers;

  @Option(
      names = "--cluster",
      description =
          "Compares three nodes on this machine with one machine, with Hazelcast and with Pekko's sharding, too.")
  private boolean cluster;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Writes a JSON array with an object a row to FILE, too.")
  private @Nullable Path json;

  @Option(names = "--list", description = "Lists the benchmarks and does none.")
  private boolean list;

  @SuppressWarnings("unused") // picocli's own
  @Option(names = "--help", usageHelp = true, description = "Shows this.")
  private boolean help;

  private Compare() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Compare()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Benchmark> benchmarks = selected();
    if (list) {
      benchmarks.forEach(each -> System.out.printf("%-29s %s%n", each.name(), each.what()));
      return 0;
    }
    List<Row> rows = compare(benchmarks);
    if (json != null) {
      Files.writeString(json, json(rows));
    }
    return rows.stream().anyMatch(row -> row.verdict().isBad()) ? 1 : 0;
  }

  private List<Benchmark> selected() {
    if (rounds < 1) {
      throw misuse("--rounds must be >= 1, was " + rounds);
    }
    if (json != null && !Files.isDirectory(requireNonNull(json.toAbsolutePath().getParent()))) {
      throw misuse("--json: there is no directory for " + json);
    }
    try {
      return Benchmarks.select(only, besides());
    } catch (IllegalArgumentException e) {
      throw misuse(String.valueOf(e.getMessage()));
    }
  }

  private List<Benchmark> besides() {
    List<Benchmark> besides = new ArrayList<>();
    if (peers) {
      besides.addAll(Peers.all());
    }
    if (cluster) {
      besides.addAll(ClusterRows.ALL);
    }
    return besides;
  }

  private ParameterException misuse(String message) {
    return new ParameterException(requireNonNull(spec).commandLine(), message);
  }

  private List<Row> compare(List<Benchmark> benchmarks) throws IOException, InterruptedException {
    Path script = Path.of(System.getProperty("troupe.compare.script", "compare.py"));
    CPython python = CPython.find(script, Troupe.cpuCount()).orElse(null);
    System.out.println(machine(Optional.ofNullable(python)));
    System.out.println("medians of " + (rounds == 1 ? "1 round" : rounds + " rounds"));
    prepareArchive();
    System.out.println();
    List<Row> rows = table(benchmarks, new Comparison(rounds, python));
    System.out.println();
    System.out.println(limit());
    return rows;
  }

  private static String machine(Optional<CPython> python) {
    return String.format(
        Locale.ROOT,
        "%d cores with a load of %.1f, JDK %s (%s), %s",
        Troupe.cpuCount(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        Runtime.version(),
        System.getProperty("java.vm.name"),
        python.map(each -> "CPython " + each.version()).orElse("no python3 found: Troupe alone"));
  }

  /** Processes are started as they are on every day but the first. */
  private static void prepareArchive() throws InterruptedException {
    ClassArchive archive = ClassArchive.locate();
    if (!archive.isPresent()) {
      System.out.println("Making the class archive, once ...");
      archive.create();
    }
    if (!archive.isPresent()) {
      System.out.println("There is no class archive: processes start slowly.");
    }
  }

  private static List<Row> table(List<Benchmark> benchmarks, Comparison comparison)
      throws InterruptedException {
    Table table = new Table(System.out, benchmarks);
    table.header();
    List<Row> rows = new ArrayList<>();
    for (Benchmark benchmark : benchmarks) {
      Row row = comparison.run(benchmark);
      table.row(row);
      rows.add(row);
    }
    return rows;
  }

  private String limit() throws IOException {
    try (RawSocket socket = new RawSocket()) {
      double[] figures = new double[rounds + 1];
      for (int round = 0; round <= rounds; round++) {
        figures[round] = Unit.MICROSECONDS.figure(socket.round(LIMIT_COUNT), LIMIT_COUNT);
      }
      return "limit: a raw round trip of 100 bytes over a Unix-domain socket from Java takes "
          + Unit.MICROSECONDS.format(Comparison.median(figures));
    }
  }

  private static String json(List<Row> rows) {
    return "[\n" + String.join(",\n", rows.stream().map(Row::json).toList()) + "\n]\n";
  }
}
