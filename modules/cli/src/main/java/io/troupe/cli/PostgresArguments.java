package io.troupe.cli;

import io.troupe.cluster.PostgresOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What can be said of the database that keeps failover objects. */
final class PostgresArguments {
  @Option(
      names = "--postgres",
      required = true,
      paramLabel = "URL",
      description = "The database that keeps failover objects, the same at all nodes, as"
          + " jdbc:postgresql://host:5432/troupe; they outlive the end of all nodes then. Without it"
          + " they are in the memory of the nodes.")
  private String url = "";

  @Option(names = "--postgres-user", paramLabel = "NAME", description = "The user of the database.")
  private @Nullable String user;

  @Option(
      names = "--postgres-password-file",
      paramLabel = "FILE",
      description = "The first line of it is the password. Without it, that is looked for in the"
          + " file that PGPASSFILE names, or ~/.pgpass.")
  private @Nullable Path passwordFile;

  @Option(
      names = "--postgres-name",
      paramLabel = "NAME",
      description = "The name of this cluster in the database, where several clusters use one;"
          + " 'troupe' by default.")
  private @Nullable String name;

  PostgresOptions options() {
    PostgresOptions options = PostgresOptions.of(url);
    options = user == null ? options : options.withUser(user);
    options = passwordFile == null ? options : options.withPasswordFile(passwordFile);
    return name == null ? options : options.withName(name);
  }
}
