package io.troupe.internal.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.troupe.PayloadException;
import io.troupe.function.Task0;
import io.troupe.function.Task1;
import io.troupe.internal.payload.codec.SerialFilter;
import io.troupe.internal.payload.codec.SerialSettings;
import io.troupe.proto.Payload;
import io.troupe.proto.SerializedValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Vector;
import javax.management.BadAttributeValueExpException;
import javax.naming.CompositeName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@SuppressWarnings({"serial", "JdkObsolete", "BanSerializableRead"})
class SerializationTest {
  private static final Payloads PAYLOADS = Payloads.standard();

  static class Node implements Serializable {
    final String name;
    final List<Node> next = new ArrayList<>();
    final Optional<Integer> weight;
    final Task1<Integer, Integer> function;
    transient int lost = 5;

    Node(String name, Optional<Integer> weight, Task1<Integer, Integer> function) {
      this.name = name;
      this.weight = weight;
      this.function = function;
    }
  }

  static class Thrower implements Serializable {
    private void writeObject(ObjectOutputStream out) throws IOException {
      throw new IllegalStateException("not now");
    }
  }

  private static Payloads with(boolean on, String pattern) {
    ObjectInputFilter filter =
        pattern == null ? null : ObjectInputFilter.Config.createFilter(pattern);
    return Payloads.of(new Extensions(List.of()), new SerialSettings(on, filter));
  }

  private static ByteString rawStream(Object object) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    SerializedValue value = SerializedValue.newBuilder()
        .setStream(ByteString.copyFrom(bytes.toByteArray()))
        .build();
    return Payload.newBuilder().setSerialized(value).build().toByteString();
  }

  @Test
  void roundTrip_graph_keepsSharingOptionalAndLambda() throws Exception {
    int captured = 2;
    Node shared = new Node("shared", Optional.empty(), x -> x);
    Node root = new Node("root", Optional.of(7), x -> x * captured);
    root.next.addAll(List.of(shared, shared));
    Node back = (Node) PAYLOADS.decode(PAYLOADS.encode(root));
    assertThat(back.next.get(0)).isSameAs(back.next.get(1));
    assertThat(back.weight).contains(7);
    assertThat(back.function.call(4)).isEqualTo(8);
    assertThat(back.lost).isZero();
  }

  @Test
  void roundTrip_cycleInsideASerialisableObject_isKept() {
    Node root = new Node("root", Optional.empty(), null);
    root.next.add(root);
    Node back = (Node) PAYLOADS.decode(PAYLOADS.encode(root));
    assertThat(back.next.get(0)).isSameAs(back);
  }

  @Test
  void encode_lambdaThatCapturesItsOwner_isRefusedAsACycle() {
    Node[] self = new Node[1];
    self[0] = new Node("self", Optional.empty(), x -> self[0].next.size());
    assertThatThrownBy(() -> PAYLOADS.encode(self[0]))
        .isInstanceOf(PayloadException.class)
        .hasMessageStartingWith("lambda in SerializationTest.encode_lambdaThatCapturesItsOwner")
        .hasMessageContaining("contains itself");
  }

  @Test
  void encode_switchedOff_isRefusedAtTheCall() {
    assertThatThrownBy(() -> with(false, null).encode(new Vector<>()))
        .isInstanceOf(PayloadException.class)
        .hasMessageContaining("-Dtroupe.serialization=off");
    assertThatThrownBy(() -> with(false, null).decode(PAYLOADS.encode(new Vector<>())))
        .isInstanceOf(PayloadException.class);
  }

  @Test
  void encode_classTheFilterRefuses_isRefusedAtTheCall() {
    Payloads strict = with(true, "!" + Node.class.getName());
    assertThatThrownBy(() -> strict.encode(new Node("x", Optional.empty(), null)))
        .isInstanceOf(PayloadException.class)
        .hasMessageContaining("Node cannot cross: its class is refused");
    assertThatThrownBy(() -> strict.decode(PAYLOADS.encode(new Node("x", Optional.empty(), null))))
        .isInstanceOf(PayloadException.class);
  }

  @Test
  void encode_classTheFilterAllows_crosses() throws Exception {
    CompositeName name = new CompositeName("a/b");
    assertThatThrownBy(() -> PAYLOADS.encode(name)).hasMessageContaining("refused");
    Payloads open = with(true, "javax.naming.*");
    assertThat(open.decode(open.encode(name))).isEqualTo(name);
  }

  @Test
  void decode_dangerousClassesOfTheJdk_areRefused() throws Exception {
    Task0<String> lambda = () -> "x";
    for (Object dangerous :
        new Object[] {new BadAttributeValueExpException("x"), new CompositeName("a"), lambda}) {
      ByteString stream = rawStream(dangerous);
      assertThatThrownBy(() -> PAYLOADS.decode(stream)).isInstanceOf(PayloadException.class);
    }
  }

  @Test
  void allowList_ofPlatformClasses_isWhatTheNamesSay() throws Exception {
    for (String refused : List.of(
        "java.lang.invoke.SerializedLambda",
        "java.lang.reflect.Proxy",
        "java.rmi.server.UnicastRemoteObject",
        "javax.management.remote.rmi.RMIConnectionImpl_Stub",
        "sun.reflect.annotation.AnnotationInvocationHandler",
        "com.sun.org.apache.xalan.internal.xsltc.trax.TemplatesImpl",
        "javax.swing.UIDefaults",
        "java.beans.EventHandler",
        "javax.script.SimpleBindings",
        "java.net.URLClassLoader",
        "com.sun.jndi.ldap.LdapAttribute")) {
      assertThat(SerialFilter.isAllowed(
              Class.forName(refused, false, ClassLoader.getPlatformClassLoader())))
          .as(refused)
          .isFalse();
    }
    assertThat(SerialFilter.isAllowed(SerializedLambda[].class)).isFalse();
    assertThat(SerialFilter.isAllowed(Node[][].class)).isTrue();
    assertThat(SerialFilter.isAllowed(int[].class)).isTrue();
  }

  @Test
  void encode_writeObjectThatThrows_isRefusedWithTheCause() {
    assertThatThrownBy(() -> PAYLOADS.encode(new Thrower()))
        .isInstanceOf(PayloadException.class)
        .hasMessageContaining("Thrower cannot be serialised")
        .hasRootCauseMessage("not now");
  }

  @Test
  void settings_ofSystemProperties_areReadAndChecked() {
    withProperty(
        "troupe.serialization",
        "off",
        () -> assertThatThrownBy(() -> Payloads.standard().encode(new Vector<>()))
            .hasMessageContaining("=off"));
    withProperty(
        "troupe.serialization",
        "maybe",
        () -> assertThatThrownBy(Payloads::standard)
            .isInstanceOf(PayloadException.class)
            .hasMessageContaining("maybe"));
    withProperty(
        "troupe.serialization.filter",
        "!java.util.Vector",
        () -> assertThatThrownBy(() -> Payloads.standard().encode(new Vector<>()))
            .hasMessageContaining("refused"));
    withProperty(
        "troupe.serialization.filter",
        "maxdepth=x",
        () -> assertThatThrownBy(Payloads::standard)
            .isInstanceOf(PayloadException.class)
            .hasMessageContaining("filter"));
  }

  private static void withProperty(String name, String value, Runnable call) {
    System.setProperty(name, value);
    try {
      call.run();
    } finally {
      System.clearProperty(name);
    }
  }
}
