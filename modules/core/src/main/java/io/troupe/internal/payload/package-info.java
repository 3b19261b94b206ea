/**
 * Values, functions and failures as Protobuf, and back. The contract is
 * {@code troupe/v1/payload.proto}.
 *
 * <pre>
 *   value ──► Codecs (a codec a class, in a ClassValue) ──► PayloadWriter ──► bytes ──► PayloadReader ──► value
 *              │ scalars, text, lists, sets, maps, arrays,      │                        one case a kind
 *              │ java.time, enums, records, messages            └─ WireWriter: back to front, one pass
 *              │ LambdaCodec: SerializedLambda as data ───────────────────────────────► $deserializeLambda$
 *              │ Extensions: io.troupe.spi, handles of queues, locks, …
 *              └ SerializedCodec: the last resort ─► SerialOutput … SerialFilter ─► SerialInput
 *
 *   Throwable ──► FailureEncoder ──► Failure ──► FailureDecoder ──► same class and cause, RemoteStackTrace suppressed
 * </pre>
 *
 * <p>The packages below import downwards only: {@code codec} is what all are made of,
 * {@code value}, {@code lambda}, {@code serial}, {@code collection} and {@code failure} stand on
 * it, {@code border} says what of it may come from beyond this machine, and this one puts them
 * together.
 *
 * <p>Payloads are written and read as a stream, without the tree of generated messages in between:
 * on the path of each task that tree costs more than the task. Leaves that are rare still use the
 * generated classes. Writing goes back to front, so each codec writes its last field first; the
 * length of a message is known when its turn comes, and a large array is copied once. Reading
 * accepts the fields in any order, as Protobuf demands.
 *
 * <p>A value that cannot cross is a {@code Refusal}; on its way out each container adds its part of
 * the path.
 *
 * <p><b>Sharing.</b> An object that is reached more than once is written once, in a table in front,
 * and arrives as one object ({@code Sharing}, {@code SharedObjects}). A first pass writes as if
 * there were none and finds them; only a value that has some needs the second. A cycle through
 * lists and maps arrives as a cycle, for these are made before what is in them; one that leads
 * through anything else is refused.
 *
 * <p>A payload that arrives is not trusted with more than its bytes: no array is made by a claimed
 * length, nesting is limited, classes are not initialised before they prove to be a record, an
 * enum, a message or a throwable, a lambda must be one that its class declares, and serialised
 * objects pass an allow-list.
 */
@NullMarked
package io.troupe.internal.payload;

import org.jspecify.annotations.NullMarked;
