package io.troupe.internal.connection;

import com.google.protobuf.ByteString;
import io.troupe.proto.PipeOpen;

/** How a holder of a pipe's end and the introducer prove to each other that they know the pipe's key. */
final class HolderProof {

  private HolderProof() {}

  static ByteString ofHolder(ByteString key, PipeOpen open, ByteString introducerNonce) {
    return prove(key, "holder", open, introducerNonce, open.getNonce());
  }

  static ByteString ofIntroducer(ByteString key, PipeOpen open, ByteString introducerNonce) {
    return prove(key, "introducer", open, open.getNonce(), introducerNonce);
  }

  private static ByteString prove(
      ByteString key, String side, PipeOpen open, ByteString first, ByteString second) {
    return Proofs.prove(
        key,
        side,
        Proofs.part(open.getPipe()),
        Proofs.part(open.getEnd()),
        Proofs.part(open.getRoleValue()),
        first,
        second);
  }

  /** What a writer says first to a reader; bound to the reader's address, so that it is good nowhere else. */
  static ByteString ofWriter(ByteString key, String readerAddress, ByteString nonce) {
    return Proofs.prove(key, "writer", ByteString.copyFromUtf8(readerAddress), nonce);
  }
}
