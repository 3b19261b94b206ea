package io.troupe.protoc;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.compiler.PluginProtos.CodeGeneratorRequest;
import com.google.protobuf.compiler.PluginProtos.CodeGeneratorResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The plugin: reads what {@code protoc} has understood, and answers with the Java files. */
public final class Generator {
  private final Names names;

  private Generator(Names names) {
    this.names = names;
  }

  public static void main(String[] args) throws IOException {
    CodeGeneratorRequest request = CodeGeneratorRequest.parseFrom(System.in);
    answer(request).writeTo(System.out);
    System.out.flush();
  }

  private static CodeGeneratorResponse answer(CodeGeneratorRequest request) {
    CodeGeneratorResponse.Builder answer = CodeGeneratorResponse.newBuilder()
        .setSupportedFeatures(CodeGeneratorResponse.Feature.FEATURE_PROTO3_OPTIONAL_VALUE);
    try {
      Generator generator = new Generator(new Names(request.getProtoFileList()));
      Set<String> wanted = new HashSet<>(request.getFileToGenerateList());
      for (FileDescriptorProto file : request.getProtoFileList()) {
        if (wanted.contains(file.getName())) {
          answer.addAllFile(generator.files(file));
        }
      }
      return answer.build();
    } catch (IllegalArgumentException e) {
      return answer.clearFile().setError(String.valueOf(e.getMessage())).build();
    }
  }

  private List<CodeGeneratorResponse.File> files(FileDescriptorProto file) {
    List<CodeGeneratorResponse.File> files = new ArrayList<>();
    for (DescriptorProto message : file.getMessageTypeList()) {
      Lines lines = begin(file);
      new MessageSource(message, "." + file.getPackage(), names).write(lines, "public final class");
      files.add(source(file, message.getName(), lines));
    }
    for (EnumDescriptorProto each : file.getEnumTypeList()) {
      Lines lines = begin(file);
      EnumSource.write(each, lines);
      files.add(source(file, each.getName(), lines));
    }
    return files;
  }

  private static Lines begin(FileDescriptorProto file) {
    return new Lines()
        .add("// Written by troupe-protoc from %s.", file.getName())
        .add("package %s;\n ", file.getOptions().getJavaPackage());
  }

  private static CodeGeneratorResponse.File source(
      FileDescriptorProto file, String name, Lines lines) {
    String directory = file.getOptions().getJavaPackage().replace('.', '/');
    return CodeGeneratorResponse.File.newBuilder()
        .setName(directory + "/" + name + ".java")
        .setContent(lines.toString())
        .build();
  }
}
