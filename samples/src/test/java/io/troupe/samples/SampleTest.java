package io.troupe.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs samples, each in a directory of its test. */
@Timeout(value = 240, unit = TimeUnit.SECONDS)
abstract class SampleTest {
  @TempDir
  Path directory;

  /** Returns a run that ended with exit code 0. */
  SampleRun run(Class<?> sample, String... arguments) throws Exception {
    SampleRun run = SampleRun.of(sample, directory, arguments);
    assertThat(run.status()).as("%s", run).isZero();
    return run;
  }
}
