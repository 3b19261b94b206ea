package io.troupe.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PostgresOptionsTest {
  private static final String URL = "jdbc:postgresql://db1,db2:5433/troupe";

  @Test
  void what_isSet_isThere_andTheRestStays() {
    PostgresOptions options = PostgresOptions.of(URL + "?sslmode=require")
        .withUser("me")
        .withPasswordFile(Path.of("file"))
        .withName("test");

    assertThat(options.user()).contains("me");
    assertThat(options.passwordFile()).contains(Path.of("file"));
    assertThat(options).hasToString(URL + " (test)");
    assertThat(PostgresOptions.of(URL).name()).isEqualTo("troupe");
  }

  @Test
  void urlOfAnotherDatabase_isRefused() {
    assertThatThrownBy(() -> PostgresOptions.of("jdbc:mysql://db/troupe"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("jdbc:mysql://db/troupe");
  }

  @Test
  void passwordInTheUrl_isRefused_andNotRepeated() {
    assertThatThrownBy(() -> PostgresOptions.of(URL + "?user=me&password=secret"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("in a file")
        .hasMessageNotContaining("secret");
  }

  @Test
  void nameThatIsNone_isRefused() {
    assertThatThrownBy(() -> PostgresOptions.of(URL).withName("a b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a b");
    assertThatThrownBy(() -> PostgresOptions.of(URL).withName(""))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
