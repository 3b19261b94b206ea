package io.troupe.internal.cluster.consensus;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.troupe.internal.log.Log;
import io.troupe.proto.ConsensusMail;
import io.troupe.proto.MailPiece;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Mail that is too large for a message of Pekko's remoting, in pieces. What arrives comes in order,
 * or not at all: a mail of which a piece is lost is lost. Not thread-safe.
 */
final class Pieces {
  private static final Log log = Log.of(Pieces.class);

  /** Well below what a frame may have. */
  static final int PIECE_BYTES = 96 * 1024;

  /** Those that have lost a piece are forgotten, by and by. */
  private static final int MOST_OPEN = 64;

  private final Map<Long, Part> open = new LinkedHashMap<>();

  /** What has come of one. */
  private record Part(int next, ByteString content) {}

  /** Returns a mail in as many as it needs. */
  static Stream<ConsensusMail> of(ConsensusMail mail) {
    if (mail.getSerializedSize() <= PIECE_BYTES) {
      return Stream.of(mail);
    }
    ByteString content = mail.toByteString();
    int count = (content.size() + PIECE_BYTES - 1) / PIECE_BYTES;
    long id = ThreadLocalRandom.current().nextLong();
    return IntStream.range(0, count)
        .mapToObj(number -> MailPiece.newBuilder()
            .setMail(id)
            .setNumber(number)
            .setCount(count)
            .setContent(content.substring(
                number * PIECE_BYTES, Math.min(content.size(), (number + 1) * PIECE_BYTES)))
            .build())
        .map(piece ->
            ConsensusMail.newBuilder().setFrom(mail.getFrom()).setPiece(piece).build());
  }

  /** Takes what has arrived; returns a mail if it is whole now. */
  Optional<ConsensusMail> take(ConsensusMail arrived) {
    if (!arrived.hasPiece()) {
      return Optional.of(arrived);
    }
    MailPiece piece = arrived.getPiece();
    Part before =
        piece.getNumber() == 0 ? new Part(0, ByteString.EMPTY) : open.remove(piece.getMail());
    if (before == null || before.next() != piece.getNumber()) {
      return Optional.empty();
    }
    Part now = new Part(before.next() + 1, before.content().concat(piece.getContent()));
    if (now.next() == piece.getCount()) {
      return whole(now.content());
    }
    open.put(piece.getMail(), now);
    forgetOldest();
    return Optional.empty();
  }

  private void forgetOldest() {
    if (open.size() > MOST_OPEN) {
      open.remove(open.keySet().iterator().next());
    }
  }

  private static Optional<ConsensusMail> whole(ByteString content) {
    try {
      return Optional.of(ConsensusMail.parseFrom(content));
    } catch (InvalidProtocolBufferException e) {
      log.warn("A mail in pieces makes no sense: {}", e.getMessage());
      return Optional.empty();
    }
  }
}
