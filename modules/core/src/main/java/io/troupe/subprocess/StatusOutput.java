package io.troupe.subprocess;

/**
 * What {@link Subprocess#getStatusOutput} returns.
 *
 * @param status the return code of the shell, or minus the number of a signal
 * @param output what it wrote to standard output and error, without the line end at its end
 */
public record StatusOutput(int status, String output) {}
