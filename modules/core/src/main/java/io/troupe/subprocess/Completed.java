package io.troupe.subprocess;

import java.util.List;

/**
 * A program that has ended. Python's {@code CompletedProcess}. Immutable.
 *
 * @param args the program and its arguments
 * @param returnCode 0 to 255, or minus the number of the signal that ended the program, as
 *     {@link Popen#waitFor()} has it
 * @param stdout what it wrote to its standard output
 * @param stderr what it wrote to its standard error
 */
public record Completed(List<String> args, int returnCode, Captured stdout, Captured stderr) {
  public Completed {
    args = List.copyOf(args);
  }

  /**
   * Returns the text of standard output: {@code stdout().text()}.
   *
   * @throws IllegalStateException if it was not captured
   */
  public String output() {
    return stdout.text();
  }

  /**
   * Returns the text of standard error: {@code stderr().text()}.
   *
   * @throws IllegalStateException if it was not captured
   */
  public String error() {
    return stderr.text();
  }

  /**
   * Returns this if the return code is zero. Python's {@code check_returncode}.
   *
   * @throws CalledProcessException if it is not
   */
  public Completed checkReturnCode() {
    if (returnCode != 0) {
      throw new CalledProcessException(this);
    }
    return this;
  }
}
