package io.troupe.proto;

import java.util.function.Supplier;

/** A field of a {@link MessageType}. Compared by identity. */
public final class FieldType {
  /** What is told apart by those who look at messages that they do not know. */
  public enum Kind {
    MESSAGE,
    BYTES,
    OTHER
  }

  private final String name;
  private final int number;
  private final Kind kind;
  private final Supplier<MessageType> messageType;

  /** @param messageType of messages; else null. Asked late: a message may hold its own kind. */
  FieldType(String name, int number, Kind kind, Supplier<MessageType> messageType) {
    this.name = name;
    this.number = number;
    this.kind = kind;
    this.messageType = messageType;
  }

  public String name() {
    return name;
  }

  public int number() {
    return number;
  }

  public Kind kind() {
    return kind;
  }

  /** Returns the type of the messages in this field, which must be of that kind. */
  public MessageType messageType() {
    return messageType.get();
  }
}
