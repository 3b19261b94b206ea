/**
 * Code by content: the manifest of a program's code, and the files of it that a user's cache keeps.
 *
 * <p>A cache directory has {@code <digest>/<name>.jar}, so that an automatic module keeps its name.
 * A file that is being made or fetched is a draft, which is verified and then renamed, so that no
 * process sees half of it. A process that uses files has a lease: a file that lists digests and
 * that the kernel keeps locked for as long as the process lives. The cache has a bound; what was
 * used longest ago goes first, and nothing that is leased. Several programs use one cache at once.
 */
@NullMarked
package io.troupe.internal.code.store;

import org.jspecify.annotations.NullMarked;
