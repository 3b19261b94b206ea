package io.troupe.samples;

import io.troupe.subprocess.Command;
import io.troupe.subprocess.Completed;
import io.troupe.subprocess.Popen;
import io.troupe.subprocess.Redirect;
import io.troupe.subprocess.Subprocess;
import java.io.IOException;
import java.nio.file.NoSuchFileException;

/**
 * Two programs of the system: one looks a host up, another is told what to do line by line.
 *
 * <p>Python's original:
 *
 * <pre>{@code
 * r = subprocess.call(['nslookup', 'www.python.org'])
 * print('Exit code:', r)
 *
 * p = subprocess.Popen(['nslookup'], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
 * output, err = p.communicate(b'set q=mx\npython.org\nexit\n')
 * print(output.decode('utf-8'))
 * print('Exit code:', p.returncode)
 * }</pre>
 *
 * <p>Run it with {@code samples/run subprocess}, or with a host. On a machine without
 * {@code nslookup} it prints:
 *
 * <pre>
 * nslookup: there is no such program in [/usr/local/bin, /usr/bin, /bin]
 * 127.0.0.1       localhost
 * Exit code: 0
 * Hello from the shell.
 * It can count: 42
 * Exit code: 3
 * </pre>
 */
public final class SubprocessSample {
  private SubprocessSample() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    System.out.println("Exit code: " + lookUp(args.length == 0 ? "localhost" : args[0]));

    try (Popen shell =
        Command.of("sh").stdin(Redirect.PIPE).stdout(Redirect.PIPE).start()) {
      Completed done =
          shell.communicate("echo Hello from the shell.\necho It can count: $((6 * 7))\nexit 3\n");
      System.out.print(done.output());
      System.out.println("Exit code: " + done.returnCode());
    }
  }

  private static int lookUp(String host) throws IOException, InterruptedException {
    try {
      return Subprocess.call("nslookup", host); // its output goes where ours goes
    } catch (NoSuchFileException e) {
      System.out.println(e.getMessage());
      System.out.flush();
      return Subprocess.call("getent", "hosts", host);
    }
  }
}
