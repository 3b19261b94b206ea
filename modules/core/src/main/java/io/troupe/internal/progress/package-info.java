/**
 * Progress bars on a terminal.
 *
 * <pre>
 *   println, logs, lines of processes ─► System.out, System.err ─► ShieldedStream ─┐
 *                                                                                  ├─ BottomLine ─► terminal
 *   ProgressBar ─► Bars: draws the newest, ten times a second ─────────────────────┘
 * </pre>
 *
 * <p>While a bar is shown, the standard streams that are a terminal are replaced by some that clear
 * the bar's line before they write, and leave it to be drawn again behind a whole line. The output
 * of processes passes through these streams, too, and so does that of loggers that look at the
 * streams each time.
 */
@NullMarked
package io.troupe.internal.progress;

import org.jspecify.annotations.NullMarked;
