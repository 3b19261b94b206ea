package io.troupe.internal.cluster.postgres;

import io.troupe.cluster.PostgresOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Executor;

/** The database, and how it is reached. Every wait for it has an end. Thread-safe. */
final class Database {
  /** So long a connection may take to be made, and a statement on one. */
  private static final String CONNECT_SECONDS = "3";

  private static final int STATEMENT_MILLIS = 4_000;

  /** Longer than statements may take, so that the database ends them first, if it is alive. */
  private static final int SILENCE_MILLIS = 5_000;

  private static final Executor HERE = Runnable::run;

  private static final String DRIVER = "org.postgresql.Driver";

  private final PostgresOptions options;
  private final Driver driver;

  /** @throws IOException if there is no driver, or the URL is none that it takes */
  Database(PostgresOptions options) throws IOException {
    this.options = options;
    driver = driver();
    if (!takesUrl()) {
      throw new IOException("The driver of Postgres does not understand the URL of " + options);
    }
  }

  /** By its name, for it is optional. */
  private static Driver driver() throws IOException {
    try {
      return Class.forName(DRIVER, true, Database.class.getClassLoader())
          .asSubclass(Driver.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IOException(
          "Failover objects in Postgres need its driver on the class path of the node:"
              + " org.postgresql:postgresql",
          e);
    }
  }

  private boolean takesUrl() throws IOException {
    try {
      return driver.acceptsURL(options.url());
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  /** Returns a connection. Blocks, but not for long. */
  Connection connect() throws SQLException {
    return connect(STATEMENT_MILLIS, SILENCE_MILLIS);
  }

  /** Returns a connection for what may take a minute. */
  Connection connectForLong() throws SQLException {
    return connect(15 * STATEMENT_MILLIS, 15 * SILENCE_MILLIS);
  }

  private Connection connect(int statementMillis, int silenceMillis) throws SQLException {
    Connection connection = driver.connect(options.url(), properties());
    if (connection == null) {
      throw new SQLException("its driver does not understand its URL");
    }
    try (Statement statement = connection.createStatement()) {
      connection.setNetworkTimeout(HERE, silenceMillis);
      statement.execute(settings(statementMillis, silenceMillis));
      return connection;
    } catch (SQLException | RuntimeException e) {
      abandon(connection);
      throw e;
    }
  }

  private static String settings(int statementMillis, int silenceMillis) {
    return """
      SELECT set_config('statement_timeout', '%d', false),
        set_config('idle_in_transaction_session_timeout', '%d', false),
        set_config('default_transaction_isolation', 'read committed', false),
        set_config('synchronous_commit', coalesce(
          nullif(current_setting('synchronous_commit'), 'off'), 'on'), false)
      """.formatted(statementMillis, silenceMillis);
  }

  private Properties properties() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("connectTimeout", CONNECT_SECONDS);
    properties.setProperty("sslResponseTimeout", CONNECT_SECONDS + "000");
    properties.setProperty("socketTimeout", CONNECT_SECONDS);
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("targetServerType", "primary");
    properties.setProperty("ApplicationName", "troupe " + options.name());
    options.user().ifPresent(user -> properties.setProperty("user", user));
    Optional<Path> file = options.passwordFile();
    if (file.isPresent()) {
      properties.setProperty("password", password(file.get()));
    }
    return properties;
  }

  private static String password(Path file) throws SQLException {
    try {
      return Files.readString(file).lines().findFirst().orElse("");
    } catch (IOException e) {
      throw new SQLException("the file of its password cannot be read: " + e, e);
    }
  }

  /** Gives a connection up at once, also while a statement is under way on it. */
  static void abandon(Connection connection) {
    try {
      connection.abort(HERE);
    } catch (SQLException e) {
      // It is given up either way.
    }
  }

  String cluster() {
    return options.name();
  }

  /** Returns which it is, for people. */
  @Override
  public String toString() {
    return options.toString();
  }

  /** Returns what is wrong, for people. */
  static String reason(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    Throwable cause = failure.getCause();
    return cause == null || message.contains(String.valueOf(cause.getMessage()))
        ? message
        : message + " (" + cause + ")";
  }
}
