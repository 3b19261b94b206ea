package io.troupe.subprocess;

import java.io.IOException;

/**
 * Runs a program in one line: the functions of Python's {@code subprocess}. {@link Command} has all
 * that can be said about a command, and the exceptions of these methods, {@link Popen} a program
 * that runs.
 *
 * <pre>{@code
 * int code = Subprocess.call("nslookup", "www.python.org"); // its output goes where ours goes
 * String log = Subprocess.checkOutput("git", "log", "-1");
 * String count = Subprocess.getOutput("ls / | wc -l");
 * }</pre>
 */
public final class Subprocess {
  private Subprocess() {}

  /** Runs a program to its end, as {@link Command#run} does. */
  public static Completed run(String program, String... arguments)
      throws IOException, InterruptedException {
    return Command.of(program, arguments).run();
  }

  /** Runs a program to its end and returns its return code, as {@link Command#call} does. */
  public static int call(String program, String... arguments)
      throws IOException, InterruptedException {
    return Command.of(program, arguments).call();
  }

  /**
   * Runs a program to its end.
   *
   * @throws CalledProcessException if its return code is not zero
   */
  public static void checkCall(String program, String... arguments)
      throws IOException, InterruptedException {
    Command.of(program, arguments).checkCall();
  }

  /**
   * Runs a program to its end and returns what it wrote to standard output, as
   * {@link Command#checkOutput} does.
   *
   * @throws CalledProcessException if its return code is not zero
   */
  public static String checkOutput(String program, String... arguments)
      throws IOException, InterruptedException {
    return Command.of(program, arguments).checkOutput();
  }

  /**
   * Runs a script and returns what it wrote to standard output and error, without the line end at
   * its end, for any return code.
   */
  public static String getOutput(String script) throws IOException, InterruptedException {
    return getStatusOutput(script).output();
  }

  /** Runs a script and returns what {@link #getOutput} returns, with the return code. */
  public static StatusOutput getStatusOutput(String script)
      throws IOException, InterruptedException {
    Completed completed =
        Command.shell(script).stdout(Redirect.PIPE).stderr(Redirect.STDOUT).run();
    String output = completed.output();
    boolean ends = output.endsWith("\n");
    return new StatusOutput(
        completed.returnCode(), ends ? output.substring(0, output.length() - 1) : output);
  }
}
