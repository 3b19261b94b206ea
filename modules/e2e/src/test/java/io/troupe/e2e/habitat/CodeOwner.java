package io.troupe.e2e.habitat;

import io.troupe.internal.code.ProgramCode;
import io.troupe.internal.code.remote.CodeObject;
import io.troupe.internal.runtime.TroupeRuntime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A program whose code travels: says what it is, and where it is to be had, and stays until it is
 * told to end.
 */
final class CodeOwner {
  private CodeOwner() {}

  public static void main(String[] args) throws Exception {
    Path place = Path.of(args[0]);
    Files.write(
        place.resolve("manifest"),
        ProgramCode.ofThisJvm().now(List.of()).toManifest().toByteArray());
    Files.write(
        place.resolve("handle"),
        TroupeRuntime.current().objects().lasting(CodeObject.NUMBER).handle().toByteArray());
    System.out.print("y");
    System.out.flush();
    System.in.read();
  }
}
