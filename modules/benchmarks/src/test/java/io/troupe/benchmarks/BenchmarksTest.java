package io.troupe.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.troupe.benchmarks.cluster.ClusterRows;
import io.troupe.benchmarks.comparison.Benchmark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BenchmarksTest {

  @Test
  void select_nothing_isAll() {
    assertThat(Benchmarks.select(List.of(), List.of())).isEqualTo(Benchmarks.all());
  }

  @Test
  void select_withPeers_hasThoseToo() {
    assertThat(Benchmarks.select(List.of("actor.ask.erlang", "pool.kill"), Peers.all()))
        .extracting(Benchmark::name)
        .containsExactly("actor.ask.erlang", "pool.kill");
    assertThatThrownBy(() -> Benchmarks.select(List.of("actor.ask.erlang"), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void peers_ofErlang_haveTheirCounterpart() throws Exception {
    String script = Files.readString(Path.of("src/main/erlang/troupe_peer.erl"));
    assertThat(Peers.all())
        .filteredOn(each -> each.name().endsWith(".erlang"))
        .isNotEmpty()
        .allSatisfy(each -> assertThat(script).contains('"' + each.name() + '"'));
  }

  @Test
  void cluster_againstHazelcast_haveTheirCounterpart() throws Exception {
    String peer = Files.readString(Path.of("src/main/rivals/HazelcastPeer.java"));
    assertThat(ClusterRows.ALL)
        .filteredOn(each -> each.rival() == Benchmark.Rival.PEER)
        .filteredOn(each -> !each.name().equals("cluster.ask"))
        .hasSizeGreaterThan(10)
        .allSatisfy(each -> assertThat(peer).contains('"' + each.name() + '"'));
  }

  @Test
  void select_groupAndName_isEachOnce() {
    assertThat(names("process.start", "process.start.cold", "memory"))
        .containsExactly("process.start.spare", "process.start.cold", "memory.worker");
  }

  @Test
  void select_nameThatIsAGroupToo_isThatOne() {
    assertThat(names("pool.map")).containsExactly("pool.map");
  }

  @Test
  void select_unknown_isRefused() {
    assertThatThrownBy(() -> Benchmarks.select(List.of("pol"), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'pol'");
  }

  @Test
  void all_againstCPython_haveTheirCounterpart() throws Exception {
    String script = Files.readString(Path.of("src/main/python/compare.py"));
    assertThat(Benchmarks.all())
        .filteredOn(each -> each.rival() == Benchmark.Rival.CPYTHON)
        .allSatisfy(each -> assertThat(script).contains('"' + underived(each.name()) + '"'));
  }

  /**
   * The script derives the names of the rows with eight clients, of first seconds and of whole
   * programs.
   */
  private static String underived(String name) {
    return name.replaceFirst("^program\\.", "").replaceFirst("\\.(?:x8|first|fork)$", "");
  }

  private static List<String> names(String... selectors) {
    return Benchmarks.select(List.of(selectors), List.of()).stream()
        .map(Benchmark::name)
        .toList();
  }
}
