package io.troupe.internal.process.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(10)
class JavaFeatureTest {
  private static final String UNSAFE_OPTION = "--sun-misc-unsafe-memory-access=allow";

  @TempDir
  Path home;

  private Path java(String release) throws IOException {
    Files.writeString(home.resolve("release"), release);
    return Files.createFile(Files.createDirectory(home.resolve("bin")).resolve("java"));
  }

  @Test
  void of_ownJava_isThisVersion() {
    assertThat(JavaFeature.of(BootCommand.ownJava()))
        .isEqualTo(Runtime.version().feature());
  }

  @Test
  void of_linkToAnotherJdk_isOfThatOne() throws IOException {
    Path link = Files.createSymbolicLink(home.resolve("link"), java("JAVA_VERSION=\"25.0.3\""));
    assertThat(JavaFeature.of(link)).isEqualTo(25);
  }

  @Test
  void of_anotherJdk_isWhatItsReleaseFileSays() throws IOException {
    assertThat(JavaFeature.of(java("IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"21.0.4\"\n")))
        .isEqualTo(21);
  }

  @Test
  void of_noVersion_isUnknown() throws IOException {
    assertThat(JavaFeature.of(home.resolve("bin/java"))).isEqualTo(JavaFeature.UNKNOWN);
    assertThat(JavaFeature.of(java("IMPLEMENTOR=\"X\"\n"))).isEqualTo(JavaFeature.UNKNOWN);
  }

  @Test
  void defaults_optionThatOnlyNewerJvmsKnow_isForThoseAlone() {
    assertThat(JvmDefaults.missingFrom(List.of(), 25)).contains(UNSAFE_OPTION);
    assertThat(JvmDefaults.missingFrom(List.of(), 17)).doesNotContain(UNSAFE_OPTION);
    assertThat(JvmDefaults.missingFrom(List.of(), JavaFeature.UNKNOWN))
        .doesNotContain(UNSAFE_OPTION);
  }
}
