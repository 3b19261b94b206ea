package io.troupe.internal.payload.border;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class AllowedClassesTest {
  private final AllowedClasses allowed =
      new AllowedClasses(Set.of("com.example.Point", "com.example.Outer$Inner", "com.other.*"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "com.example.Point",
        "com.example.Point$Kind",
        "com.example.Point$Kind$1",
        "com.example.Outer$Inner",
        "com.other.Any",
        "com.other.Any$Inner"
      })
  void contains_namedOrDeclaredInOneOrOfAPackage(String name) {
    assertThat(allowed.contains(name)).isTrue();
    assertThat(AllowedClasses.NONE.contains(name)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "com.example.Points",
        "com.example.point",
        "com.example.Point.Kind",
        "com.example.Outer",
        "com.example.Outer$Inner2",
        "com.example",
        "com.other.deeper.Any",
        "com.otherwise.Any",
        "Point",
        "$",
        ""
      })
  void contains_anythingElse_isFalse(String name) {
    assertThat(allowed.contains(name)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "*", ".*", "com.example.**", "com.exa*", "a b", ".A"})
  void of_noSuchName_isRefused(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AllowedClasses(Set.of(name)))
        .withMessageContaining("\"" + name + "\"");
  }

  @Test
  void contains_ofTheDefaultPackage() {
    assertThat(new AllowedClasses(Set.of("Main")).contains("Main$1")).isTrue();
  }
}
