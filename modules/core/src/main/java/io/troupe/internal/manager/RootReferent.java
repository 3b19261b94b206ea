package io.troupe.internal.manager;

import static io.troupe.internal.manager.Referent.one;

import java.util.List;

/** The object that a manager is known by: makes the others. */
final class RootReferent implements Referent {
  private final ManagerCore core;

  RootReferent(ManagerCore core) {
    this.core = core;
  }

  @Override
  public List<Item> call(String method, List<Item> arguments) {
    return switch (method) {
      case "create" ->
        one(Item.encode(core.create(
            arguments.get(0).as(String.class), arguments.subList(1, arguments.size()))));
      case "register" -> {
        core.register(Registrations.decode(arguments));
        yield NOTHING;
      }
      default -> throw Unknown.method(method);
    };
  }

  @Override
  public boolean runsCode() {
    return true;
  }

  @Override
  public boolean isConcurrent() {
    return true;
  }
}
