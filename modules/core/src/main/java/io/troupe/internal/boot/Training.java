package io.troupe.internal.boot;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.ByteString;
import io.troupe.Pool;
import io.troupe.Process;
import io.troupe.Queue;
import io.troupe.connection.Pipe;
import io.troupe.internal.board.Board;
import io.troupe.internal.code.ProtobufStart;
import io.troupe.internal.directory.RuntimeDirectory;
import io.troupe.internal.link.Link;
import io.troupe.internal.link.LinkServer;
import io.troupe.internal.link.Links;
import io.troupe.internal.link.handshake.Credentials;
import io.troupe.internal.payload.Payloads;
import io.troupe.internal.process.launch.BootInput;
import io.troupe.internal.process.launch.ClassArchive;
import io.troupe.internal.process.launch.TrainingGuard;
import io.troupe.internal.runtime.TroupeRuntime;
import io.troupe.internal.wait.ExitHook;
import io.troupe.internal.worker.ChildContext;
import io.troupe.manager.ManagedList;
import io.troupe.manager.ManagedMap;
import io.troupe.manager.Manager;
import io.troupe.proto.BecomeProcess;
import io.troupe.proto.BecomeWorker;
import io.troupe.proto.BootRecord;
import io.troupe.proto.DefineFunction;
import io.troupe.proto.Frame;
import io.troupe.proto.Identity;
import io.troupe.proto.PoolFrame;
import io.troupe.proto.Routing;
import io.troupe.proto.StopWorker;
import io.troupe.proto.Target;
import io.troupe.proto.Task;
import io.troupe.proto.TaskBatch;
import io.troupe.sync.Lock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The main class of the JVM whose loaded classes become the class archive: is a worker and then a
 * process, with a host of its own, and exits as processes do. Ends early with the JVM that wants
 * the archive.
 */
public final class Training {
  private static final byte[] KEY = new byte[32];
  private static final long HOST = 1;
  private static final long WORKER = 1;
  private static final long PROCESS = 2;

  private Training() {}

  /**
   * Is trained.
   *
   * @param args {@link ClassArchive#ACTORS} for a process that has actors, or nothing
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    TrainingGuard.begin();
    ProtobufStart.use(ProtobufStart.quickClass()); // no archive may have its own class
    boolean withActors = List.of(args).contains(ClassArchive.ACTORS);
    beHost();
    RuntimeDirectory directory = RuntimeDirectory.create();
    // The process that this JVM becomes exits by itself; nothing here is left by then.
    ExitHook.add("troupe-training-end", directory::close);
    Board board = Board.create(4, directory);
    LinkServer server = LinkServer.open(TroupeRuntime.currentId(), board.gate(), directory);
    beWorker(server, board);
    beProcess(server, board, withActors ? Training::rehearseWithActors : Training::rehearse);
  }

  /** What a program does that has processes. */
  private static void beHost() throws InterruptedException {
    try (Pool pool = Pool.of(1)) {
      pool.map(Math::abs, List.of(1, 2, 3));
    }
    Process.of(Training::work).start().join();
  }

  private static void work() {
    // The shortest there is.
  }

  private static void beWorker(LinkServer server, Board board) throws InterruptedException {
    server
        .expect(WORKER, KEY)
        .thenAccept(link -> begin(link, Training::trainWorker).send(worker()));
    Credentials credentials = Credentials.invited(TroupeRuntime.currentId(), WORKER, KEY);
    Link link = Links.connect(server.address(), credentials, board.gate());
    HostFrames frames = new HostFrames(link, new InterruptibleMain());
    TroupeRuntime runtime = TroupeRuntime.current();
    runtime.objects().withHost(link, HOST, ProcessHandle.current().pid(), frames);
    frames
        .assignment()
        .run(ChildMain.context(runtime, link, board.cell(board.allocate()), board.gate()));
  }

  private static void trainWorker(Link link, Frame frame) {
    switch (frame.getPool().getBodyCase()) {
      case WORKER_READY -> send(link, PoolFrame.newBuilder().setTasks(tasks()));
      case OUTCOMES ->
        send(link, PoolFrame.newBuilder().setStopWorker(StopWorker.getDefaultInstance()));
      default -> {}
    }
  }

  private static void send(Link link, PoolFrame.Builder body) {
    link.send(Frame.newBuilder().setPool(body).build());
  }

  private static TaskBatch tasks() {
    Target target = target();
    return TaskBatch.newBuilder()
        .addDefinitions(DefineFunction.newBuilder().setFunction(target.getFunction()))
        .addTasks(Task.newBuilder().setId(1).setArguments(target.getArguments()))
        .build();
  }

  private static Frame worker() {
    return Frame.newBuilder()
        .setBecomeWorker(BecomeWorker.newBuilder().setIdentity(identity("trainee")))
        .build();
  }

  /** Does not return: the process exits. */
  private static void beProcess(LinkServer server, Board board, Consumer<ChildContext> rehearsal)
      throws IOException, InterruptedException {
    Preparation.begin();
    server.expect(PROCESS, KEY).thenAccept(link -> begin(link, Training::trainProcess));
    BootRecord boot = BootRecord.newBuilder()
        .setAddress(server.address())
        .setProcess(PROCESS)
        .setHostRuntime(HOST)
        .setKey(ByteString.copyFrom(KEY))
        .setBoard(board.path().toString())
        .setCell(board.allocate())
        .setLastFile(board.path().resolveSibling("last").toString())
        .setRouting(Routing.getDefaultInstance())
        .build();
    ChildMain.live(asRead(boot), rehearsal);
  }

  private static BootRecord asRead(BootRecord boot) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BootInput.write(boot, bytes);
    return ChildMain.readBootRecord(new ByteArrayInputStream(bytes.toByteArray()));
  }

  /**
   * Also what some processes need, each of which needs it soon. No actor system, unless there are
   * to be actors: the system maps what lies around a class that is used, so that each process would
   * have some 10 MB more for what few of them start.
   */
  private static void rehearse(ChildContext context) {
    HostWatch.end(); // for its class: each process begins with a watch, but here is no host
    Rehearsal.run(context);
    try {
      useSharedObjects(context.payloads());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("the training failed", e);
    }
  }

  private static void rehearseWithActors(ChildContext context) {
    rehearse(context);
    TroupeRuntime.current().actors().system();
  }

  private static void useSharedObjects(Payloads payloads) throws IOException, InterruptedException {
    Queue<Object> queue = Queue.create();
    for (Object item : List.of(1, "item", List.of(1, 2), new byte[8])) {
      queue.put(item);
      requireNonNull(queue.get());
    }
    Pipe pipe = Pipe.duplex();
    pipe.first().send(1);
    requireNonNull(pipe.second().recv());
    Lock lock = Lock.create();
    lock.acquire();
    lock.release();
    try (Manager manager = Manager.start()) {
      ManagedMap<String, Integer> map = manager.dict();
      map.put("key", 1);
      map.merge("key", 1, Integer::sum);
      ManagedList<Integer> list = manager.list();
      list.add(map.get("key"));
      payloads.decode(payloads.encode(List.of(queue, lock, map, list)));
    }
  }

  private static Frame process() {
    return Frame.newBuilder()
        .setBecomeProcess(
            BecomeProcess.newBuilder().setIdentity(identity("trainee")).setTarget(target()))
        .build();
  }

  private static Target target() {
    TroupeRuntime runtime = TroupeRuntime.current();
    return Rehearsal.target(runtime.functions(), runtime.payloads());
  }

  private static Identity identity(String name) {
    return Identity.newBuilder()
        .setName(name)
        .setPath("1")
        .setParentName("training")
        .build();
  }

  private static void trainProcess(Link link, Frame frame) {
    if (frame.hasReady() && frame.getReady().getRehearsed()) {
      link.send(process());
    }
  }

  private static Link begin(Link link, BiConsumer<Link, Frame> answer) {
    link.start(new TrainingHost(link, answer));
    return link;
  }
}
