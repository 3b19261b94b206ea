package io.troupe.e2e.habitat;

import io.troupe.internal.code.remote.RemoteCode;
import io.troupe.internal.code.store.Code;
import io.troupe.internal.code.store.CodeStore;
import io.troupe.internal.code.store.Fetch;
import io.troupe.internal.object.ObjectRef;
import io.troupe.internal.runtime.TroupeRuntime;
import io.troupe.proto.CodeManifest;
import io.troupe.proto.ObjectHandle;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Another program, which has the code of a {@link CodeOwner} come: prints how many pieces came, and
 * the class path.
 */
final class CodeTaker {
  private CodeTaker() {}

  public static void main(String[] args) throws Exception {
    Path place = Path.of(args[0]);
    Code code = Code.of(CodeManifest.parseFrom(Files.readAllBytes(place.resolve("manifest"))));
    ObjectRef owner = TroupeRuntime.current()
        .objects()
        .open(ObjectHandle.parseFrom(Files.readAllBytes(place.resolve("handle"))));
    RemoteCode source = new RemoteCode(owner);
    AtomicInteger pieces = new AtomicInteger();
    String classPath = Fetch.all(
            code,
            (entry, offset) -> {
              pieces.incrementAndGet();
              return source.read(entry, offset);
            },
            CodeStore.ofUser())
        .stream()
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
    System.out.println(pieces + " " + classPath);
  }
}
