package io.troupe.samples;

import io.troupe.subprocess.Command;
import io.troupe.subprocess.CompletedPipeline;
import java.io.IOException;

/**
 * Several programs, each of which reads what the one before writes, with the exit code of every
 * one.
 *
 * <p>Python's original, which has the exit code of the last one only, unless one waits for each by
 * hand:
 *
 * <pre>{@code
 * sort = Popen(["sort"], stdin=PIPE, stdout=PIPE)
 * uniq = Popen(["uniq", "-c"], stdin=sort.stdout, stdout=PIPE)
 * sort.stdout.close()
 * ...
 * }</pre>
 *
 * <p>Run it with {@code samples/run pipeline}. It prints:
 *
 * <pre>
 *       3 the
 *       2 and
 *       2 dog
 * Exit codes: [0, 0, 0, 0, 0]
 * yes | head -1: y, exit codes [-13, 0]
 * </pre>
 */
public final class PipelineSample {
  private static final String TEXT = "the fox and the dog and the other dog";

  private PipelineSample() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    var words = Command.of("tr", " ", "\n")
        .input(TEXT + "\n")
        .pipe(Command.of("sort"))
        .pipe(Command.of("uniq", "-c"))
        .pipe(Command.of("sort", "-k1,1nr", "-k2"))
        .pipe(Command.of("head", "-3"))
        .captureOutput();
    CompletedPipeline counted = words.check().run();
    System.out.print(counted.output());
    System.out.println("Exit codes: " + counted.returnCodes());

    // SIGPIPE, number 13, ends a program to which nobody listens any more.
    CompletedPipeline endless =
        Command.of("yes").pipe(Command.of("head", "-1")).captureOutput().run();
    System.out.println(
        "yes | head -1: " + endless.output().strip() + ", exit codes " + endless.returnCodes());
  }
}
