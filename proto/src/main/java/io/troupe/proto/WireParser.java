package io.troupe.proto;

import com.google.protobuf.AbstractParser;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.ExtensionRegistryLite;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;

/** Protobuf's own view of what reads a message, for those who are given one. */
final class WireParser<M extends WireMessage<M, B>, B extends WireMessage.Builder<M, B>>
    extends AbstractParser<M> {
  private final M like;

  WireParser(M like) {
    this.like = like;
  }

  @Override
  public M parsePartialFrom(CodedInputStream in, ExtensionRegistryLite registry)
      throws InvalidProtocolBufferException {
    try {
      return like.newBuilderForType().mergeFrom(in, registry).build();
    } catch (InvalidProtocolBufferException e) {
      throw e;
    } catch (IOException e) {
      throw new InvalidProtocolBufferException(e);
    }
  }
}
