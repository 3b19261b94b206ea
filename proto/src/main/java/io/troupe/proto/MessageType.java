package io.troupe.proto;

import java.util.List;

/** Which fields messages of one type have. Compared by identity. Immutable. */
public final class MessageType {
  private final String name;
  private final List<FieldType> fields;

  MessageType(String name, List<FieldType> fields) {
    this.name = name;
    this.fields = fields;
  }

  /** Returns the full name in the schema, such as {@code troupe.v1.Frame}. */
  public String name() {
    return name;
  }

  /** Returns the name without that of the package. */
  public String simpleName() {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  public List<FieldType> fields() {
    return fields;
  }

  /** Returns the field of a number, or null if there is none. */
  public FieldType field(int number) {
    for (FieldType field : fields) {
      if (field.number() == number) {
        return field;
      }
    }
    return null;
  }
}
