package io.troupe.cli;

import io.troupe.cluster.NodeInfo;
import io.troupe.internal.cluster.call.NodeStatus;
import io.troupe.internal.cluster.gateway.KeyRing;
import io.troupe.internal.cluster.program.ClusterStatus;
import io.troupe.internal.cluster.program.ClusterStatus.Answer;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** {@code troupe ps}: what the nodes do. */
final class PsCommand {
  private PsCommand() {}

  static int run(KeyRing keys, String node) throws IOException {
    List<Answer> answers;
    try (ClusterStatus status = new ClusterStatus(keys)) {
      answers = status.ask(node);
    }
    if (answers.isEmpty()) {
      throw new IOException("the node " + node + " is not yet a member of a cluster");
    }
    System.out.print(nodes(answers));
    System.out.println();
    System.out.print(processes(answers));
    answers.stream()
        .filter(answer -> answer.status().isEmpty())
        .forEach(answer ->
            System.err.println(answer.info().address() + " is not shown: " + answer.problem()));
    return 0;
  }

  private static Table nodes(List<Answer> answers) {
    Table table = new Table("NODE", "STATE", "SLOTS", "USED", "BESIDE", "PROGRAMS", "ROLES");
    for (Answer answer : answers) {
      NodeInfo node = answer.info();
      table.add(
          node.address(),
          state(answer),
          Integer.toString(node.slots()),
          number(answer, NodeStatus::used),
          number(answer, NodeStatus::beside),
          number(answer, status -> status.programs().size()),
          node.roles().stream().sorted().collect(Collectors.joining(",")));
    }
    return table;
  }

  /** A node says that it is about to leave before it tells the other members. */
  private static String state(Answer answer) {
    boolean drains = answer.status().map(NodeStatus::leaving).orElse(false);
    return drains ? "draining" : answer.info().state().name().toLowerCase(Locale.ROOT);
  }

  private static String number(Answer answer, ToIntFunction<NodeStatus> figure) {
    return answer
        .status()
        .map(known -> Integer.toString(figure.applyAsInt(known)))
        .orElse("?");
  }

  private static Table processes(List<Answer> answers) {
    Table table = new Table("PROGRAM", "NODE", "PID", "POOL", "NAME", "MEMORY", "TASK");
    for (Answer answer : answers) {
      String node = answer.info().address();
      answer.status().stream()
          .flatMap(status -> status.programs().stream())
          .forEach(program -> add(table, node, program));
    }
    return table;
  }

  private static void add(Table table, String node, NodeStatus.Program program) {
    if (program.processes().isEmpty()) {
      table.add(program.name(), node, "", "", "", "", "");
    }
    for (NodeStatus.Jvm jvm : program.processes()) {
      table.add(
          program.name(),
          node,
          Long.toString(jvm.pid()),
          jvm.takesSlot() ? jvm.pool() : "beside the slots",
          jvm.name(),
          jvm.residentBytes() == 0 ? "?" : (jvm.residentBytes() >> 20) + " MB",
          jvm.runningTask() == 0 ? "" : Long.toString(jvm.runningTask()));
    }
  }
}
