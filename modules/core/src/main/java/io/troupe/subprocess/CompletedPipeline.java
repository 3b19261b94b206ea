package io.troupe.subprocess;

import java.util.List;

/**
 * A pipeline whose commands have all ended. Immutable.
 *
 * @param stages the commands with their return codes and standard errors, in order; the last has
 *     the output
 */
public record CompletedPipeline(List<Completed> stages) {
  public CompletedPipeline {
    stages = List.copyOf(stages);
  }

  /** Returns the return code of each command. */
  public List<Integer> returnCodes() {
    return stages.stream().map(Completed::returnCode).toList();
  }

  /** Returns the return code of the last command, as a shell does. */
  public int returnCode() {
    return last().returnCode();
  }

  /**
   * Returns the text that the last command wrote to standard output.
   *
   * @throws IllegalStateException if it was not captured
   */
  public String output() {
    return last().output();
  }

  private Completed last() {
    return stages.get(stages.size() - 1);
  }

  /**
   * Returns this if all return codes are zero. A command before the last may also have ended by
   * SIGPIPE: the next one wanted no more, as with {@code yes | head}.
   *
   * @throws CalledProcessException of the first command that has failed otherwise
   */
  public CompletedPipeline checkReturnCodes() {
    for (Completed stage : stages.subList(0, stages.size() - 1)) {
      if (stage.returnCode() != -Signal.SIGPIPE.number()) {
        stage.checkReturnCode();
      }
    }
    last().checkReturnCode();
    return this;
  }
}
