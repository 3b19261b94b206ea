package io.troupe.cli;

import io.troupe.connection.AuthenticationException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Reports failures: one line for those that the operator can put right, a trace for all others. */
final class Failures implements IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed)
      throws Exception {
    if (failure instanceof IOException
        || failure instanceof AuthenticationException
        || failure instanceof IllegalArgumentException) {
      command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + text(failure));
      return CommandLine.ExitCode.USAGE;
    }
    throw failure;
  }

  private static String text(Exception failure) {
    if (failure instanceof NoSuchFileException missing) {
      return "there is no file " + missing.getFile();
    }
    if (failure instanceof AccessDeniedException denied) {
      return denied.getFile() + ": access is denied";
    }
    String message = failure.getMessage();
    return message == null ? failure.toString() : message;
  }
}
