package io.troupe.cluster;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A Postgres database that keeps the {@link Failover failover objects} of a cluster, in place of
 * the memory of its nodes: they outlive the end of all nodes then. Immutable: each method that
 * changes something returns a new one.
 *
 * <pre>{@code
 * ClusterKeys keys = ClusterKeys.load(Path.of("node.key"));
 * PostgresOptions postgres = PostgresOptions.of("jdbc:postgresql://db:5432/troupe")
 *     .withUser("troupe")
 *     .withPasswordFile(Path.of("postgres.password"));
 * Node node = Node.start(NodeOptions.of(keys, "node1:7355").withPostgres(postgres));
 * }</pre>
 *
 * @param url of the database, as its JDBC driver takes it
 * @param user empty for the one that the URL or the driver says
 * @param passwordFile holds the password; empty for the driver's own ways to find one
 * @param name of the cluster in the database
 */
public record PostgresOptions(
    String url, Optional<String> user, Optional<Path> passwordFile, String name) {
  private static final String NAME = "troupe";
  private static final Pattern PASSWORD = Pattern.compile("[?&]\\w*password=");
  private static final Pattern NAMES = Pattern.compile("[\\w.-]{1,100}");

  /** Checks what is said. */
  public PostgresOptions {
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException(
          "the URL of a Postgres database begins with jdbc:postgresql:, was " + withoutQuery(url));
    }
    if (PASSWORD.matcher(url).find()) {
      throw new IllegalArgumentException(
          "a password must not stand in the URL of a database, but in" + " a file: "
              + withoutQuery(url));
    }
    if (!NAMES.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "name must be of 1 to 100 letters, digits, '.', '_' and '-', was " + name);
    }
  }

  private static String withoutQuery(String url) {
    int query = url.indexOf('?');
    return query < 0 ? url : url.substring(0, query);
  }

  /**
   * Returns those of a database, for a cluster that has the name {@code troupe} there.
   *
   * @param url {@code jdbc:postgresql://host:port/database}, with several hosts and further
   *     settings as the driver knows them; without a password
   * @throws IllegalArgumentException if it is no such URL, or has a password
   */
  public static PostgresOptions of(String url) {
    return new PostgresOptions(url, Optional.empty(), Optional.empty(), NAME);
  }

  /** Sets as which user the nodes use the database. */
  public PostgresOptions withUser(String name) {
    return new PostgresOptions(url, Optional.of(name), passwordFile, this.name);
  }

  /**
   * Sets the file whose first line is the password. It is read each time a node connects. Without
   * one the driver looks where Postgres has passwords, if the URL has a single host: the file that
   * {@code PGPASSFILE} names, or {@code ~/.pgpass}.
   */
  public PostgresOptions withPasswordFile(Path file) {
    return new PostgresOptions(url, user, Optional.of(file), name);
  }

  /**
   * Sets the name of the cluster in the database, where several clusters have one database.
   *
   * @param cluster 1 to 100 letters, digits, dots, underscores and hyphens
   * @throws IllegalArgumentException if it is no such name
   */
  public PostgresOptions withName(String cluster) {
    return new PostgresOptions(url, user, passwordFile, cluster);
  }

  /** Returns the database and the name in it, for people. */
  @Override
  public String toString() {
    return withoutQuery(url) + " (" + name + ")";
  }
}
