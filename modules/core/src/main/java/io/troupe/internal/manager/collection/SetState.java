package io.troupe.internal.manager.collection;

import io.troupe.internal.manager.call.Code;
import io.troupe.internal.manager.call.Element;
import io.troupe.internal.manager.call.Holdings;
import io.troupe.internal.manager.call.Key;
import io.troupe.internal.payload.Payloads;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Elements without equals, in the order in which they came. */
public final class SetState implements SetCalls {
  private final Payloads payloads;
  private final Set<Key> set = new LinkedHashSet<>();
  private final Holdings holdings = new Holdings();
  private long version;

  public SetState(Payloads payloads, List<Element> initial) {
    this.payloads = payloads;
    initial.forEach(member -> put(member.asKey()));
  }

  private boolean put(Key member) {
    boolean added = set.add(member);
    if (added) {
      holdings.keep(member);
    }
    return added;
  }

  private boolean take(Key member) {
    Key there = holdings.isEmpty() ? member : member.equalOf(set);
    boolean removed = set.remove(member);
    if (removed) {
      holdings.drop(there);
    }
    return removed;
  }

  private boolean takeAll(List<Key> members) {
    members.forEach(this::take);
    return changed(!members.isEmpty());
  }

  private boolean changed(boolean changed) {
    if (changed) {
      version++;
    }
    return changed;
  }

  @Override
  public int size() {
    return set.size();
  }

  @Override
  public boolean contains(Key member) {
    return set.contains(member);
  }

  @Override
  public boolean containsAll(Set<Key> members) {
    return set.containsAll(members);
  }

  @Override
  public boolean add(Key member) {
    return changed(put(member));
  }

  @Override
  public boolean addAll(Set<Key> members) {
    boolean added = false;
    for (Key member : members) {
      added |= put(member);
    }
    return changed(added);
  }

  @Override
  public boolean remove(Key member) {
    return changed(take(member));
  }

  /** Looks no further than the arguments: others may be of classes whose code must not run here. */
  @Override
  public boolean removeAll(Set<Key> members) {
    boolean removed = false;
    for (Key member : members) {
      removed |= take(member);
    }
    return changed(removed);
  }

  @Override
  public boolean retainAll(Set<Key> members) {
    return takeAll(set.stream().filter(Key.in(members).negate()).toList());
  }

  @Override
  public void toggleAll(Set<Key> members) {
    for (Key member : members) {
      if (!take(member)) {
        put(member);
      }
    }
    changed(!members.isEmpty());
  }

  @Override
  public void clear() {
    if (!set.isEmpty()) {
      replace(Set.of());
    }
  }

  @Override
  public Element pop() {
    Iterator<Key> members = set.iterator();
    if (!members.hasNext()) {
      throw new NoSuchElementException("the set is empty");
    }
    Key member = members.next();
    members.remove();
    holdings.drop(member);
    version++;
    return member;
  }

  @Override
  public List<Element> snapshot() {
    return List.copyOf(set);
  }

  @Override
  public boolean removeIf(Code<Predicate<Object>> condition) {
    return takeAll(
        set.stream().filter(member -> condition.function().test(member.value())).toList());
  }

  @Override
  public Element update(Code<Function<Set<Object>, Object>> change) {
    Set<Object> copy = new LinkedHashSet<>();
    set.forEach(member -> copy.add(member.value()));
    Element result = Element.encode(payloads, change.function().apply(copy));
    Set<Key> content = new LinkedHashSet<>();
    copy.forEach(member -> content.add(Element.encode(payloads, member).asKey()));
    replace(content);
    return result;
  }

  private void replace(Set<Key> content) {
    holdings.keepAll(content);
    holdings.dropAll(set);
    set.clear();
    set.addAll(content);
    version++;
  }

  @Override
  public long version() {
    return version;
  }

  @Override
  public boolean replaceIf(long expected, Set<Key> content) {
    boolean same = version == expected;
    if (same) {
      replace(content);
    }
    return same;
  }

  /** It cannot be used any more. */
  public void end() {
    holdings.end();
  }
}
