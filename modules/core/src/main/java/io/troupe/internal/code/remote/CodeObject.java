package io.troupe.internal.code.remote;

import com.google.protobuf.ByteString;
import io.troupe.internal.code.CodeFinder;
import io.troupe.internal.code.CodeFinder.Found;
import io.troupe.internal.code.CodeFinder.InFiles;
import io.troupe.internal.code.CodeFinder.InMemory;
import io.troupe.internal.code.ProgramCode;
import io.troupe.internal.object.ObjectMessage;
import io.troupe.internal.object.ObjectMessage.Request;
import io.troupe.internal.object.ObjectRole;
import io.troupe.internal.object.Refusals;
import io.troupe.internal.system.LocalActor;
import io.troupe.internal.system.Role;
import io.troupe.proto.CodeFiles;
import io.troupe.proto.CodeFrame;
import io.troupe.proto.CodePiece;
import io.troupe.proto.FindCode;
import io.troupe.proto.FoundCode;
import io.troupe.proto.Frame;
import io.troupe.proto.ReadCode;
import java.io.IOException;
import java.util.HexFormat;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The object of each runtime by which others have its program's code: classes and resources by
 * their names, and the parts of what its manifest names. Lasts as long as the runtime.
 */
public final class CodeObject implements Role<ObjectMessage> {
  /** The number that it has in each runtime. */
  public static final long NUMBER = 2;

  /** Reading takes a while, and a class loader of the program's may take as long as it likes. */
  private static final int THREADS = 4;

  private static final int IDLE_SECONDS = 10;

  private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
      THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), body -> {
        Thread thread = new Thread(body, "troupe-code");
        thread.setDaemon(true);
        return thread;
      });

  /** Makes it when it is first asked. */
  public static final class Beginning implements ObjectRole {
    @Override
    public Role<ObjectMessage> of(long number, LocalActor<ObjectMessage> self) {
      return new CodeObject();
    }
  }

  private CodeObject() {
    threads.allowCoreThreadTimeOut(true);
  }

  @Override
  public boolean onMessage(ObjectMessage message) {
    if (message instanceof Request request && !request.frame().hasWithdrawRequest()) {
      threads.execute(() -> answer(request));
    }
    return true;
  }

  @Override
  public void onEnd() {
    threads.shutdown();
  }

  private static void answer(Request request) {
    try {
      CodeFrame asked = request.frame().getCode();
      CodeFrame.Builder answer = CodeFrame.newBuilder();
      switch (asked.getBodyCase()) {
        case FIND -> answer.setFound(find(asked.getFind()));
        case READ -> answer.setPiece(read(asked.getRead()));
        default -> throw new IllegalArgumentException("This object has the program's code");
      }
      request.reply(Frame.newBuilder().setCode(answer));
    } catch (IOException | RuntimeException | Error e) {
      request.reply(Refusals.encode(e));
    }
  }

  private static FoundCode.Builder find(FindCode asked) {
    Found found = CodeFinder.find(asked.getPath(), asked.getContentOnly());
    FoundCode.Builder answer = FoundCode.newBuilder();
    if (found instanceof InFiles files) {
      CodeFiles.Builder paths = CodeFiles.newBuilder();
      files.files().forEach(file -> paths.addPaths(file.toString()));
      answer.setFiles(paths);
    } else if (found instanceof InMemory memory) {
      answer.setContent(memory.content());
    }
    return answer;
  }

  private static CodePiece.Builder read(ReadCode asked) throws IOException {
    String digest = HexFormat.of().formatHex(asked.getDigest().toByteArray());
    byte[] part = ProgramCode.ofThisJvm().read(digest, asked.getOffset(), asked.getLength());
    return CodePiece.newBuilder().setData(ByteString.copyFrom(part));
  }
}
