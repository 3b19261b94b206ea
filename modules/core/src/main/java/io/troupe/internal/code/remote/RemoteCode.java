package io.troupe.internal.code.remote;

import com.google.protobuf.ByteString;
import io.troupe.OwnerLostException;
import io.troupe.internal.code.CodeFinder.Found;
import io.troupe.internal.code.CodeFinder.InFiles;
import io.troupe.internal.code.CodeFinder.InMemory;
import io.troupe.internal.code.store.CodeEntry;
import io.troupe.internal.code.store.CodeSource;
import io.troupe.internal.object.ObjectRef;
import io.troupe.proto.CodeFrame;
import io.troupe.proto.FindCode;
import io.troupe.proto.FoundCode;
import io.troupe.proto.Frame;
import io.troupe.proto.ReadCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The code of the program of another runtime, asked for at its {@link CodeObject}. Thread-safe. */
public final class RemoteCode implements CodeSource {
  private final ObjectRef object;

  /** @param object the code object of the other runtime */
  public RemoteCode(ObjectRef object) {
    this.object = object;
  }

  /**
   * Asks for a class file or another resource. Waits even if the thread is interrupted, for class
   * loaders have no other way; the end of the other runtime ends it.
   *
   * @param contentOnly whether files of the other side cannot be read here
   * @return null if the program has no such thing
   */
  @Nullable
  Found find(String path, boolean contentOnly) {
    FindCode find =
        FindCode.newBuilder().setPath(path).setContentOnly(contentOnly).build();
    FoundCode found = ask(CodeFrame.newBuilder().setFind(find)).getFound();
    return switch (found.getWhereCase()) {
      case FILES ->
        new InFiles(found.getFiles().getPathsList().stream().map(Path::of).toList());
      case CONTENT -> new InMemory(found.getContent());
      default -> null;
    };
  }

  @Override
  public byte[] read(CodeEntry entry, long offset) throws IOException {
    ReadCode read = ReadCode.newBuilder()
        .setDigest(ByteString.copyFrom(HexFormat.of().parseHex(entry.digest())))
        .setOffset(offset)
        .setLength(PIECE)
        .build();
    try {
      return ask(CodeFrame.newBuilder().setRead(read)).getPiece().getData().toByteArray();
    } catch (OwnerLostException e) {
      throw new IOException("the program has ended while its code was fetched", e);
    }
  }

  private CodeFrame ask(CodeFrame.Builder question) {
    return object.ask(Frame.newBuilder().setCode(question)).join().getCode();
  }
}
