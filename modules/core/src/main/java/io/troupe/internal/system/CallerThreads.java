package io.troupe.internal.system;

import com.typesafe.config.Config;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.dispatch.DispatcherPrerequisites;
import org.apache.pekko.dispatch.ExecutorServiceConfigurator;
import org.apache.pekko.dispatch.ExecutorServiceFactory;

/** The executor of a Pekko dispatcher that has no threads: see {@link CallerThread}. */
public final class CallerThreads extends ExecutorServiceConfigurator {
  static final String DISPATCHER = "troupe-callers";

  /** For actors that run there. */
  public static final Props PROPS = DispatcherSelector.fromConfig(DISPATCHER);

  /** Called by Pekko. */
  public CallerThreads(Config config, DispatcherPrerequisites prerequisites) {
    super(config, prerequisites);
  }

  @Override
  public ExecutorServiceFactory createExecutorServiceFactory(String id, ThreadFactory threads) {
    return new Factory();
  }

  private static final class Factory implements ExecutorServiceFactory {
    @Override
    public ExecutorService createExecutorService() {
      return new CallerThread();
    }
  }
}
