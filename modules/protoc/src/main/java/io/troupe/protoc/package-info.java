/**
 * Writes the Java classes of Troupe's own messages: a plugin of {@code protoc}, run by the build.
 *
 * <p>The classes that {@code protoc} itself writes carry what Troupe's messages do not need
 * (descriptors, reflection, builders that know their parents), and load the JDK's logging with the
 * first of them. In a young JVM that is a tenth of a second of a processor, for each process that
 * is started. Those written here read and write the same bytes with Protobuf's own coded streams,
 * and load in a few milliseconds. They have what Troupe uses, under the same names: proto3 without
 * maps, groups, services and extensions.
 */
@NullMarked
package io.troupe.protoc;

import org.jspecify.annotations.NullMarked;
