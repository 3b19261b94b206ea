package io.troupe.protoc;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The Java names of what the files of one run define. */
final class Names {
  private final Map<String, String> javaTypes = new HashMap<>(); // by ".package.Message"

  Names(List<FileDescriptorProto> files) {
    for (FileDescriptorProto file : files) {
      String scope = "." + file.getPackage();
      String javaPackage = file.getOptions().getJavaPackage();
      file.getMessageTypeList().forEach(type -> note(type, scope, javaPackage));
      file.getEnumTypeList().forEach(type -> note(type, scope, javaPackage));
    }
  }

  private void note(DescriptorProto type, String scope, String javaScope) {
    String name = scope + "." + type.getName();
    String javaName = javaScope + "." + type.getName();
    javaTypes.put(name, javaName);
    type.getNestedTypeList().forEach(nested -> note(nested, name, javaName));
    type.getEnumTypeList().forEach(nested -> note(nested, name, javaName));
  }

  private void note(EnumDescriptorProto type, String scope, String javaScope) {
    javaTypes.put(scope + "." + type.getName(), javaScope + "." + type.getName());
  }

  /** Returns the Java class of a type, by its full name in the schema. */
  String javaType(String type) {
    String javaType = javaTypes.get(type);
    if (javaType == null) {
      throw new IllegalArgumentException("unknown type " + type);
    }
    return javaType;
  }

  /** Returns {@code name_of_field} as {@code nameOfField}. */
  static String camel(String name) {
    String capital = capital(name);
    return Character.toLowerCase(capital.charAt(0)) + capital.substring(1);
  }

  /** Returns {@code name_of_field} as {@code NameOfField}. */
  static String capital(String name) {
    StringBuilder capital = new StringBuilder();
    for (String word : name.split("_", -1)) {
      if (!word.isEmpty()) {
        capital.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
      }
    }
    return capital.toString();
  }
}
