package io.troupe.internal.payload.value;

import io.troupe.PayloadException;
import io.troupe.internal.payload.codec.ClosedModule;
import io.troupe.internal.payload.codec.Refusal;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a record class is taken apart and put together: its fields, and its canonical constructor.
 * Thread-safe.
 */
final class RecordShape {
  private static final ClassValue<RecordShape> SHAPES = new ClassValue<>() {
    @Override
    protected RecordShape computeValue(Class<?> type) {
      return new RecordShape(type);
    }
  };

  private final Class<?> type;
  private final String[] names;
  private final MethodHandle[] fields;
  private final MethodHandle constructor;

  private RecordShape(Class<?> type) {
    this.type = type;
    RecordComponent[] components = type.getRecordComponents();
    this.names = Stream.of(components).map(RecordComponent::getName).toArray(String[]::new);
    ClosedModule.read(type);
    try {
      MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
      this.fields = fields(lookup, components);
      this.constructor = constructor(lookup, components);
    } catch (ReflectiveOperationException e) {
      throw new Refusal(
          "the record " + type.getName() + " keeps Troupe out: " + ClosedModule.advice(type), e);
    }
  }

  static RecordShape of(Class<?> type) {
    return SHAPES.get(type);
  }

  /** By the fields, not by the accessors, which a program may have replaced. */
  private static MethodHandle[] fields(MethodHandles.Lookup lookup, RecordComponent[] components)
      throws ReflectiveOperationException {
    MethodHandle[] fields = new MethodHandle[components.length];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = lookup
          .findGetter(lookup.lookupClass(), components[i].getName(), components[i].getType())
          .asType(MethodType.methodType(Object.class, Object.class));
    }
    return fields;
  }

  private static MethodHandle constructor(MethodHandles.Lookup lookup, RecordComponent[] components)
      throws ReflectiveOperationException {
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    return lookup
        .findConstructor(lookup.lookupClass(), MethodType.methodType(void.class, types))
        .asFixedArity()
        .asSpreader(Object[].class, types.length)
        .asType(MethodType.methodType(Object.class, Object[].class));
  }

  Class<?> type() {
    return type;
  }

  int size() {
    return names.length;
  }

  String name(int index) {
    return names[index];
  }

  @Nullable
  Object[] takeApart(Object value) {
    @Nullable Object[] components = new Object[fields.length];
    for (int i = 0; i < fields.length; i++) {
      components[i] = component(value, i);
    }
    return components;
  }

  private @Nullable Object component(Object value, int index) {
    try {
      return (@Nullable Object) fields[index].invokeExact(value);
    } catch (Throwable e) {
      throw new IllegalStateException("cannot read " + type.getName() + "." + names[index], e);
    }
  }

  Object putTogether(@Nullable Object[] components) {
    if (components.length != names.length) {
      throw new PayloadException(
          "The record " + type.getName() + " has " + names.length + " components here, but "
              + components.length + " in the payload; run the same version everywhere");
    }
    try {
      return (Object) constructor.invokeExact(components);
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) {
      throw new PayloadException("The record " + type.getName() + " cannot be rebuilt: " + e, e);
    }
  }
}
