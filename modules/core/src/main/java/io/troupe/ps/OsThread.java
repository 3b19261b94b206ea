package io.troupe.ps;

import java.time.Duration;

/**
 * A thread of a process, as the system sees it.
 *
 * @param id number, unique on the machine on Linux
 * @param name on Linux the first 15 bytes of it
 * @param user processor time in the program itself
 * @param system processor time in the kernel
 */
public record OsThread(long id, String name, Duration user, Duration system) {}
