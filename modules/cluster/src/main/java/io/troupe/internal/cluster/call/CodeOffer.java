package io.troupe.internal.cluster.call;

import java.util.Map;

/**
 * A program's code, as it is told to a node.
 *
 * @param manifest a {@code troupe.v1.CodeManifest}
 * @param source a {@code troupe.v1.ObjectHandle} of the object that has the content
 * @param places where the program has the entries, by their digests: the node may be on its machine
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, and never compared
public record CodeOffer(byte[] manifest, byte[] source, Map<String, String> places) {
  public CodeOffer {
    places = Map.copyOf(places);
  }
}
