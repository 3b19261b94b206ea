package io.troupe.cli;

import io.troupe.cluster.ClusterKeys;
import io.troupe.cluster.NodeOptions;
import io.troupe.internal.cluster.gateway.KeyRing;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command line: what can be said to each command. */
@Command(
    name = "troupe",
    description = "Nodes of a Troupe cluster, and programs on it.",
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = Version.class,
    mixinStandardHelpOptions = true)
final class Main {
  private Main() {}

  /** Runs a command, and ends the JVM with its exit code. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    CommandLine all = new CommandLine(new Main());
    all.setExecutionExceptionHandler(new Failures());
    // What follows the main class is the program's, options included.
    all.getSubcommands().forEach((name, each) -> each.setStopAtPositional(name.equals("run")));
    return all;
  }

  @Command(
      description = "Makes the keys of a new cluster: node.key and program.key.",
      versionProvider = Version.class,
      mixinStandardHelpOptions = true)
  int keys(
      @Parameters(paramLabel = "DIRECTORY", description = "Made if it is not there.")
          Path directory)
      throws IOException, InterruptedException {
    return KeysCommand.run(directory);
  }

  @Command(
      description = "Runs a node until Ctrl-C or SIGTERM.",
      versionProvider = Version.class,
      mixinStandardHelpOptions = true)
  int node(
      @Option(
              names = "--keys",
              required = true,
              paramLabel = "FILE",
              description = "The key of a node, as `troupe keys` makes it.")
          Path keys,
      @Option(
              names = "--address",
              required = true,
              paramLabel = "HOST:PORT",
              description = "Where other nodes and programs reach this node.")
          String address,
      @Option(
              names = "--join",
              split = ",",
              paramLabel = "HOST:PORT",
              description = {
                "Nodes of the cluster to join, this one maybe among them; the first of the list begins"
                    + " the cluster where there is none yet. A name may stand for several addresses.",
                "Without it the node begins a cluster of its own."
              })
          @Nullable
          List<String> join,
      @Option(
              names = "--join-timeout",
              paramLabel = "SECONDS",
              description = "Gives up when it is no member by then. Without it the node waits.")
          @Nullable
          Integer joinTimeout,
      @Option(
              names = "--slots",
              paramLabel = "N",
              description = "How many processes it has room for; by default one a processor.")
          @Nullable
          Integer slots,
      @Option(
              names = "--role",
              paramLabel = "NAME",
              description = "What the node is for, in your own words; may be given several times.")
          @Nullable
          List<String> roles,
      @Option(
              names = "--drain",
              paramLabel = "SECONDS",
              description = "How long processes may go on when the node is to end; 30 by default.")
          @Nullable
          Integer drain,
      @Option(
              names = "--stable-after",
              paramLabel = "SECONDS",
              description = "How long nodes must have been seen the same way before those that are"
                  + " silent are given up, the same at all nodes; 7 by default, 20 for a hundred"
                  + " nodes.")
          @Nullable
          Integer stableAfter,
      @Option(
              names = "--data",
              paramLabel = "DIRECTORY",
              description = "Where it keeps replicated objects, which outlive the end of all nodes"
                  + " then; without it they are in memory alone.")
          @Nullable
          Path data,
      @ArgGroup(exclusive = false) @Nullable PostgresArguments postgres)
      throws IOException, InterruptedException {
    NodeOptions options = NodeOptions.of(ClusterKeys.load(keys), address);
    if (join != null) {
      options = options.join(join.toArray(String[]::new));
    }
    if (slots != null) {
      options = options.withSlots(slots);
    }
    if (roles != null) {
      options = options.withRoles(roles.stream().distinct().toArray(String[]::new));
    }
    if (drain != null) {
      options = options.withDrainTimeout(Duration.ofSeconds(drain));
    }
    if (stableAfter != null) {
      options = options.withStableAfter(Duration.ofSeconds(stableAfter));
    }
    if (data != null) {
      options = options.withData(data);
    }
    if (postgres != null) {
      options = options.withPostgres(postgres.options());
    }
    return new NodeCommand(options, joinTimeout).run();
  }

  @Command(
      description = {
        "Makes what lets `java` start this command, and so a node, in two thirds of the time, and"
            + " prints the options for that, one a line, for an argument file:",
        "java -jar troupe-cli.jar archive > node.options",
        "java @node.options io.troupe.cli.Main node ..."
      },
      versionProvider = Version.class,
      mixinStandardHelpOptions = true)
  int archive() throws InterruptedException {
    return ArchiveCommand.run();
  }

  @Command(
      description =
          "Lists the nodes of a cluster, the programs that use them, and their processes.",
      versionProvider = Version.class,
      mixinStandardHelpOptions = true)
  int ps(
      @Option(
              names = "--keys",
              required = true,
              paramLabel = "FILE",
              description = "The key of a program or of a node.")
          Path keys,
      @Parameters(paramLabel = "HOST:PORT", description = "One of the nodes.") String node)
      throws IOException {
    return PsCommand.run(KeyRing.read(keys), node);
  }

  @Command(
      description = "Runs a program whose Cluster.connect() finds the cluster.",
      versionProvider = Version.class,
      mixinStandardHelpOptions = true)
  int run(
      @Option(
              names = "--keys",
              required = true,
              paramLabel = "FILE",
              description = "The key of a program, as `troupe keys` makes it.")
          Path keys,
      @Option(
              names = "--nodes",
              required = true,
              split = ",",
              paramLabel = "HOST:PORT",
              description = "Nodes of the cluster; the program uses the first that answers.")
          List<String> nodes,
      @Option(
              names = {"-cp", "--class-path"},
              paramLabel = "PATH",
              defaultValue = ".",
              description = "The program's class path; Troupe itself is added. Default: the working"
                  + " directory.")
          String classPath,
      @Parameters(paramLabel = "MAIN", description = "The main class.") String main,
      @Parameters(
              paramLabel = "ARGUMENT",
              arity = "0..*",
              index = "1..*",
              description = "What the program is given.")
          @Nullable
          List<String> arguments)
      throws IOException, InterruptedException {
    return new RunCommand(keys, nodes, classPath)
        .run(main, arguments == null ? List.of() : arguments);
  }
}
