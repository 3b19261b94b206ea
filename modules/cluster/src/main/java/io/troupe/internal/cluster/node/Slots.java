package io.troupe.internal.cluster.node;

import io.troupe.internal.cluster.call.SlotRequest;
import io.troupe.internal.cluster.share.Shares;
import io.troupe.internal.cluster.share.Tenancy;
import io.troupe.internal.wait.Deadline;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** How many processes a node has room for, and who has it. Thread-safe. */
final class Slots {
  private final int all;
  private final Shares<Tenant> shares = new Shares<>(System::nanoTime);

  // Guarded by this.
  private final Map<Tenant, Integer> held = new HashMap<>();
  private final Set<Tenancy<Tenant>> tenancies = new HashSet<>();
  private int used;

  /** What has none. */
  private int beside;

  /** A program, as one that has slots. */
  interface Tenant {
    /** Returns how many it has on other nodes, as far as it has said. */
    int elsewhere();
  }

  Slots(int all) {
    this.all = all;
  }

  int all() {
    return all;
  }

  /** Returns how many are taken. */
  synchronized int used() {
    return used;
  }

  /**
   * Takes one; returns false if there is none, or others that have fewer wait for it.
   *
   * @param request says whether it is for a process that needs one; others are only waited for at
   *     the end
   */
  synchronized boolean take(Tenant tenant, SlotRequest request) {
    if (!request.takesSlot()) {
      beside++;
      return true;
    }
    if (used == all || !shares.isTurnOf(tenant, all - used, this::held)) {
      refuse(tenant, request);
      return false;
    }
    used++;
    held.merge(tenant, 1, Integer::sum);
    shares.waitsNoMore(tenant);
    return true;
  }

  private void refuse(Tenant tenant, SlotRequest request) {
    if (request.waits()) {
      shares.waits(tenant);
      if (used == all) {
        shares.makeRoom(tenant, tenancies, this::held);
      }
    }
  }

  private int held(Tenant tenant) {
    return held.getOrDefault(tenant, 0) + tenant.elsewhere();
  }

  /** What has a slot can make room from now on. */
  synchronized void add(Tenancy<Tenant> tenancy) {
    tenancies.add(tenancy);
  }

  synchronized void remove(Tenancy<Tenant> tenancy) {
    tenancies.remove(tenancy);
  }

  /** The program has gone, and wants no slot any more. */
  void leaves(Tenant tenant) {
    shares.waitsNoMore(tenant);
  }

  /** Takes note of what works. To be called now and then. */
  synchronized void look() {
    tenancies.forEach(Tenancy::observe);
  }

  /** Returns how many processes there are. */
  synchronized int processes() {
    return used + beside;
  }

  /** Returns how many of them have no slot. */
  synchronized int beside() {
    return beside;
  }

  /** @param request as it was taken */
  synchronized void free(Tenant tenant, SlotRequest request) {
    if (request.takesSlot()) {
      used--;
      held.computeIfPresent(tenant, (same, count) -> count > 1 ? count - 1 : null);
    } else {
      beside--;
    }
    notifyAll();
  }

  /**
   * Waits until no process is left.
   *
   * @param cut ends the wait; {@link #wake} is called then
   * @return whether that is so
   */
  synchronized boolean awaitFree(Deadline deadline, BooleanSupplier cut)
      throws InterruptedException {
    while (used + beside > 0 && !deadline.passed() && !cut.getAsBoolean()) {
      wait(deadline.selectMillis());
    }
    return used + beside == 0;
  }

  synchronized void wake() {
    notifyAll();
  }
}
