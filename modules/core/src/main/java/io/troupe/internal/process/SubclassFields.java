package io.troupe.internal.process;

import com.google.protobuf.ByteString;
import io.troupe.PayloadException;
import io.troupe.Process;
import io.troupe.internal.payload.Payloads;
import io.troupe.internal.payload.codec.ClosedModule;
import io.troupe.internal.payload.codec.ProgramLoaders;
import io.troupe.proto.Subclass;
import io.troupe.proto.SubclassField;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How a subclass of {@link Process} crosses: its class and the values of its fields, transient and
 * static ones excepted. In the process no constructor of the subclass runs, as none runs when an
 * object is deserialised.
 */
public final class SubclassFields {
  private SubclassFields() {}

  static Subclass of(Process process, Payloads payloads) {
    ProgramLoaders.meet(process.getClass());
    Subclass.Builder subclass =
        Subclass.newBuilder().setClassName(process.getClass().getName());
    for (Field field : fields(process.getClass())) {
      subclass.addFields(SubclassField.newBuilder()
          .setName(nameOf(field))
          .setValue(encode(process, field, payloads)));
    }
    return subclass.build();
  }

  private static ByteString encode(Process process, Field field, Payloads payloads) {
    try {
      field.setAccessible(true);
      return payloads.encode(field.get(process));
    } catch (PayloadException e) {
      throw new PayloadException("field " + nameOf(field) + ": " + e.getMessage(), e);
    } catch (IllegalAccessException | InaccessibleObjectException e) {
      throw new PayloadException(
          "field " + nameOf(field) + " cannot be read: "
              + ClosedModule.advice(field.getDeclaringClass()),
          e);
    }
  }

  /** Makes the instance that this JVM runs. */
  public static Process rebuild(Subclass subclass, Payloads payloads)
      throws ReflectiveOperationException {
    Class<?> type = payloads.load(subclass.getClassName());
    Process process = Controls.rebuild(() -> construct(type));
    Map<String, ByteString> values = new HashMap<>();
    for (SubclassField field : subclass.getFieldsList()) {
      values.put(field.getName(), field.getValue());
    }
    for (Field field : fields(type)) {
      ByteString value = values.get(nameOf(field));
      if (value == null) {
        throw new NoSuchFieldException("no value came for " + nameOf(field));
      }
      field.setAccessible(true);
      field.set(process, payloads.decode(value));
    }
    return process;
  }

  /**
   * Runs the constructor of {@code Process} only. What the JDK offers to serialisation libraries
   * for this is called by reflection, because the compiler warns about every mention of it.
   */
  private static Process construct(Class<?> type) throws ReflectiveOperationException {
    Class<?> factoryClass = Class.forName("sun.reflect.ReflectionFactory");
    Object factory = factoryClass.getMethod("getReflectionFactory").invoke(null);
    Constructor<?> base = Process.class.getDeclaredConstructor();
    Constructor<?> constructor = (Constructor<?>) factoryClass
        .getMethod("newConstructorForSerialization", Class.class, Constructor.class)
        .invoke(factory, type, base);
    try {
      return (Process) constructor.newInstance();
    } catch (InvocationTargetException e) {
      throw new ReflectiveOperationException("cannot rebuild " + type.getName(), e.getCause());
    }
  }

  private static List<Field> fields(Class<?> type) {
    List<Field> fields = new ArrayList<>();
    for (Class<?> each = type; each != null && each != Process.class; each = each.getSuperclass()) {
      for (Field field : each.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())
            && !Modifier.isTransient(field.getModifiers())) {
          fields.add(field);
        }
      }
    }
    return fields;
  }

  private static String nameOf(Field field) {
    return field.getDeclaringClass().getName() + "." + field.getName();
  }
}
