package io.troupe.samples;

import io.troupe.subprocess.CalledProcessException;
import io.troupe.subprocess.Command;
import io.troupe.subprocess.Redirect;
import io.troupe.subprocess.StatusOutput;
import io.troupe.subprocess.Subprocess;
import java.io.IOException;

/**
 * A shell's scripts, and the ways to get their results: exit code, output, both together, line by
 * line while they run.
 *
 * <p>Python's original:
 *
 * <pre>{@code
 * subprocess.call("ls / | wc -l", shell=True)
 * output = subprocess.getoutput("echo one; echo two >&2")
 * status, output = subprocess.getstatusoutput("cat /no/such/file")
 * subprocess.run("{ echo broken; exit 5; } >&2", shell=True, check=True, capture_output=True)
 * for line in subprocess.Popen("for i in 1 2 3; do echo $i; done", shell=True, stdout=PIPE, text=True).stdout:
 *     print("step", line)
 * }</pre>
 *
 * <p>Run it with {@code samples/run shell}. It prints:
 *
 * <pre>
 * 23
 * Output and error: [one, two]
 * Status 1: cat: /no/such/file: No such file or directory
 * Command '{ echo broken; exit 5; } >&2' returned non-zero exit status 5. Its last lines:
 *   broken
 * Step 1 of Bob
 * Step 2 of Bob
 * Step 3 of Bob
 * </pre>
 */
public final class ShellSample {
  private ShellSample() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Command.shell("ls / | wc -l").run();

    String both = Subprocess.getOutput("echo one; echo two >&2");
    System.out.println("Output and error: " + both.lines().toList());

    StatusOutput missing = Subprocess.getStatusOutput("cat /no/such/file");
    System.out.println("Status " + missing.status() + ": " + missing.output());

    try {
      Command.shell("{ echo broken; exit 5; } >&2").captureOutput().check().run();
    } catch (CalledProcessException e) {
      System.out.println(e.getMessage());
    }

    Command.shell("for i in 1 2 3; do echo \"$i of $NAME\"; done")
        .env("NAME", "Bob")
        .stdout(Redirect.lines(line -> System.out.println("Step " + line)))
        .run();
  }
}
