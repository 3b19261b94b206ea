/** Python's {@code multiprocessing} for the JVM: processes, pools and what they share. */
module io.troupe.core {
  requires java.logging;
  requires java.management;
  requires jdk.net;
  requires jdk.unsupported; // sun.reflect.ReflectionFactory and sun.misc.Signal, by reflection
  requires io.troupe.proto;
  requires com.google.protobuf;
  requires com.github.oshi;
  requires com.github.oshi.common;
  requires org.slf4j;
  requires pekko.actor;
  requires transitive pekko.actor.typed; // its ActorRef and Behavior are in the signatures of Actors
  requires scala.library;
  requires typesafe.config;

  requires static transitive org.jspecify;

  // Of these a program has one, or none.
  requires static ch.qos.logback.classic;
  requires static ch.qos.logback.core;
  requires static org.apache.logging.log4j;
  requires static org.apache.logging.log4j.core;

  exports io.troupe;
  exports io.troupe.actor;
  exports io.troupe.connection;
  exports io.troupe.function;
  exports io.troupe.manager;
  exports io.troupe.memory;
  exports io.troupe.ps;
  exports io.troupe.spi;
  exports io.troupe.subprocess;
  exports io.troupe.sync;

  // Made by Pekko from their names in its settings.
  opens io.troupe.internal.system to
      pekko.actor;

  uses io.troupe.spi.PayloadCodec;
  uses io.troupe.spi.ProcessLauncher;
}
