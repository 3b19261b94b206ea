package io.troupe.internal.payload.codec;

/** What to do where a module of the program's keeps Troupe out of a class. */
public final class ClosedModule {
  private ClosedModule() {}

  /**
   * Has Troupe's module read that of a class, as reflection does by itself and method handles do
   * not.
   */
  public static void read(Class<?> type) {
    ClosedModule.class.getModule().addReads(type.getModule());
  }

  /** Returns the advice, as a clause of a message. */
  public static String advice(Class<?> type) {
    Module own = ClosedModule.class.getModule();
    String to = own.isNamed() ? " to " + own.getName() : "";
    return "write `opens " + type.getPackageName() + to + ";` into the module-info.java of "
        + type.getModule().getName();
  }
}
