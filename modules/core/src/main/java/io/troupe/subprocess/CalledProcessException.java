package io.troupe.subprocess;

/**
 * A program returned another code than zero. Python's {@code CalledProcessError}. Its message ends
 * with the last lines that the program wrote to standard error, where these were captured.
 */
public final class CalledProcessException extends SubprocessException {
  private static final long serialVersionUID = 1L;

  private final int returnCode;

  /** Makes the exception of a program that has ended. */
  public CalledProcessException(Completed completed) {
    super(
        "Command '" + CommandLine.text(completed.args()) + "' "
            + ReturnCodes.describe(completed.returnCode()),
        completed.args(),
        completed.stdout(),
        completed.stderr());
    returnCode = completed.returnCode();
  }

  /**
   * Returns the return code: 1 to 255, or minus the number of the signal that ended the program.
   */
  public int returnCode() {
    return returnCode;
  }
}
