package io.troupe.internal.cluster.replica;

import com.typesafe.config.Config;
import io.troupe.internal.log.Log;
import java.io.IOException;
import java.io.NotSerializableException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.cluster.ddata.DurableStore;
import org.apache.pekko.cluster.ddata.DurableStore.DurableDataEnvelope;
import org.apache.pekko.cluster.ddata.Flag;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.SerializerWithStringManifest;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;
import scala.jdk.javaapi.OptionConverters;

/**
 * Keeps replicated objects in files of the node, for Pekko's replicator, which makes it by its name
 * and talks with it in the messages of {@link DurableStore}. What came meanwhile is written
 * together, and answered when it is on the disk. Phases: load → store.
 */
public final class FileStore extends AbstractActor {
  /** Where the settings that it is made with have its directory. */
  public static final String DIRECTORY = "troupe-directory";

  private static final Log log = Log.of(FileStore.class);

  private enum Flush {
    INSTANCE
  }

  private final DataFiles files;
  private final SerializerWithStringManifest serializer;
  private final String manifest;
  private final Map<String, DurableDataEnvelope> unwritten = new LinkedHashMap<>();
  private final List<DurableStore.StoreReply> unanswered = new ArrayList<>();

  /** Made by the replicator. */
  public FileStore(Config settings) {
    files = new DataFiles(Path.of(settings.getString(DIRECTORY)));
    DurableDataEnvelope example = new DurableDataEnvelope(Flag.create());
    serializer = (SerializerWithStringManifest)
        SerializationExtension.get(getContext().getSystem()).findSerializerFor(example);
    manifest = serializer.manifest(example);
  }

  @Override
  public Receive createReceive() {
    return receiveBuilder()
        .matchEquals(DurableStore.LoadAll$.MODULE$, load -> onLoad())
        .match(DurableStore.Store.class, this::onStore)
        .match(Flush.class, flush -> onFlush())
        .build();
  }

  private void onLoad() {
    Map<String, DurableDataEnvelope> loaded = new LinkedHashMap<>();
    try {
      files.read((key, bytes) -> loaded.put(key, decode(bytes)));
    } catch (IOException | RuntimeException e) {
      log.error("The replicated objects in {} cannot be read: {}", files, e.toString());
      throw new DurableStore.LoadFailed("cannot read " + files, e);
    }
    if (!loaded.isEmpty()) {
      log.info("This node has {} parts of replicated objects in {}", loaded.size(), files);
      scala.collection.immutable.Map<String, DurableDataEnvelope> data =
          scala.collection.immutable.Map.from(CollectionConverters.asScala(loaded));
      getSender().tell(new DurableStore.LoadData(data), getSelf());
    }
    getSender().tell(DurableStore.LoadAllCompleted$.MODULE$, getSelf());
  }

  private DurableDataEnvelope decode(byte[] bytes) {
    try {
      return (DurableDataEnvelope) serializer.fromBinary(bytes, manifest);
    } catch (NotSerializableException e) {
      throw new IllegalStateException("not of this version of Troupe", e);
    }
  }

  private void onStore(DurableStore.Store store) {
    if (unwritten.isEmpty()) {
      getSelf().tell(Flush.INSTANCE, ActorRef.noSender()); // after all that waits already
    }
    unwritten.put(store.key(), store.data());
    OptionConverters.toJava(store.reply()).ifPresent(unanswered::add);
  }

  private void onFlush() {
    @Nullable Exception failure = write();
    for (DurableStore.StoreReply reply : unanswered) {
      Object answer = failure == null ? reply.successMsg() : reply.failureMsg();
      reply.replyTo().tell(answer, getSelf()); // by the address of which others know the node
    }
    unwritten.clear();
    unanswered.clear();
  }

  private @Nullable Exception write() {
    try {
      for (Map.Entry<String, DurableDataEnvelope> each : unwritten.entrySet()) {
        files.write(each.getKey(), serializer.toBinary(each.getValue()));
      }
      files.sync();
      return null;
    } catch (IOException | RuntimeException e) {
      log.error("Replicated objects are not kept in {}: {}", files, e.toString());
      return e;
    }
  }
}
