package io.troupe.ps;

import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * A regular file that a process has open.
 *
 * @param path where it is
 * @param fd number of the descriptor
 * @param position where the next byte is read or written; empty if unknown
 * @param mode as Python's {@code open} has it: {@code r}, {@code w}, {@code a}, {@code r+} or
 *     {@code a+}; empty if unknown
 * @param flags as the system call {@code open} has them; 0 if unknown
 */
public record OpenFile(Path path, int fd, OptionalLong position, String mode, long flags) {}
