package io.troupe.benchmarks.comparison;

import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints rows as they come, in aligned columns. */
public final class Table {
  private static final String LINE = "%%-%ds  %%10s  %%10s  %%8s  %%10s  %%10s  %%-7s  %%s";

  private final PrintStream out;
  private final String line;

  public Table(PrintStream out, List<Benchmark> benchmarks) {
    this.out = out;
    int width = benchmarks.stream().mapToInt(each -> each.name().length()).max().orElse(0);
    line = LINE.formatted(width);
  }

  public void header() {
    print("benchmark", "Troupe", "CPython", "speedup", "must", "aim", "", "");
  }

  public void row(Row row) {
    Benchmark benchmark = row.benchmark();
    Goal goal = benchmark.goal();
    Unit unit = benchmark.unit();
    Double speedup = row.speedup();
    print(
        benchmark.name(),
        figure(unit, row.ours()),
        benchmark.rival() == Benchmark.Rival.CPYTHON ? figure(unit, row.theirs()) : "-",
        speedup == null ? "-" : Unit.digits(speedup) + "x",
        goal.format(unit, goal.must()),
        goal.format(unit, goal.aim()),
        row.verdict().word(),
        note(row));
  }

  private static String figure(Unit unit, @Nullable Double figure) {
    return figure == null ? "-" : unit.format(figure);
  }

  private static String note(Row row) {
    boolean other = row.benchmark().rival() != Benchmark.Rival.CPYTHON;
    return other && row.theirs() != null
        ? "against " + figure(row.benchmark().unit(), row.theirs())
        : row.note();
  }

  private void print(Object... cells) {
    out.println(line.formatted(cells).stripTrailing());
  }
}
