package io.troupe.ps;

/**
 * Amounts that a process has read and written since its start.
 *
 * @param readCount system calls that read; 0 if unknown
 * @param writeCount system calls that wrote; 0 if unknown
 * @param readBytes bytes that came from a disk
 * @param writeBytes bytes that went to a disk, or will
 * @param readChars bytes that were read from anything, caches and pipes included; 0 if unknown
 * @param writeChars bytes that were written to anything; 0 if unknown
 */
public record IoCounters(
    long readCount,
    long writeCount,
    long readBytes,
    long writeBytes,
    long readChars,
    long writeChars) {}
