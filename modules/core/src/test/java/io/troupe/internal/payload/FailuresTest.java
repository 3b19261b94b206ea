package io.troupe.internal.payload;

import static org.assertj.core.api.Assertions.assertThat;

import io.troupe.RemoteException;
import io.troupe.RemoteStackTrace;
import io.troupe.proto.Failure;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.Socket;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
@SuppressWarnings({"serial", "OverrideThrowableToString", "ClassCanBeStatic"
}) // these exceptions are as odd as users' may be
class FailuresTest {
  private static final Payloads PAYLOADS = Payloads.standard();
  private static final Failures FAILURES = Failures.standard(PAYLOADS);
  private static final String ORIGIN = "pid 4711 (PoolWorker-2)";

  static class WithState extends IOException {
    final int code;
    final List<String> details;

    WithState(int code, List<String> details, Throwable cause) {
      super("code " + code, cause);
      this.code = code;
      this.details = details;
    }
  }

  static class MessageFromArgument extends RuntimeException {
    MessageFromArgument(String user) {
      super("no user " + user);
    }
  }

  static class NoMatchingConstructor extends RuntimeException {
    NoMatchingConstructor(int a, int b) {
      super(a + "/" + b);
    }
  }

  static class NotSerialisableState extends RuntimeException {
    final transient Object marker = new Object();
    final Socket socket = new Socket();

    NotSerialisableState(int port) {
      super("port " + port);
    }
  }

  static class Hostile extends RuntimeException {
    @Override
    public String getMessage() {
      throw new IllegalStateException("no message");
    }

    @Override
    public synchronized Throwable getCause() {
      throw new StackOverflowError();
    }

    @Override
    public StackTraceElement[] getStackTrace() {
      throw new UnsupportedOperationException();
    }

    @Override
    public String toString() {
      throw new AssertionError();
    }
  }

  static class ThrowingConstructor extends RuntimeException {
    static boolean broken;

    ThrowingConstructor(String message) {
      super(message);
      if (broken) {
        throw new IllegalStateException("broken");
      }
    }
  }

  static class FixedCause extends Exception {
    final int n;

    FixedCause(int n) {
      super("fixed", null);
      this.n = n;
    }
  }

  static class OverriddenCause extends RuntimeException {
    private final Throwable cause;

    OverriddenCause(String message, Throwable cause) {
      super(message);
      this.cause = cause;
    }

    @Override
    public synchronized Throwable getCause() {
      return cause;
    }
  }

  class Inner extends RuntimeException {
    Inner() {
      super("inner");
    }
  }

  static class NoStack extends RuntimeException {
    NoStack(String message) {
      super(message, null, false, false);
    }
  }

  private static Throwable cross(Throwable throwable) {
    return FAILURES.decode(FAILURES.encode(throwable, ORIGIN));
  }

  static Stream<Throwable> rebuildable() {
    return Stream.of(
        new RuntimeException("123"),
        new Exception(),
        new IOException("x"),
        new FileNotFoundException("f"),
        new IllegalArgumentException("bad", new IOException("inner")),
        new RuntimeException(new IOException("only cause")),
        new UncheckedIOException(new IOException("u")),
        new ExecutionException("e", new Exception()),
        new CompletionException("c", null),
        new TimeoutException(),
        new CancellationException("c"),
        new NoSuchElementException("n"),
        new InterruptedException("i"),
        new OutOfMemoryError("Java heap space"),
        new StackOverflowError(),
        new AssertionError("a"),
        new AssertionError(),
        new AssertionError(5),
        new NoClassDefFoundError("x/Y"),
        new ClassNotFoundException("x.Y"),
        new ExceptionInInitializerError("i"),
        new ArrayIndexOutOfBoundsException(5),
        new NumberFormatException("n"),
        new SQLException("s", "42000", 7),
        new NoSuchFileException("a", "b", "because"),
        new InvocationTargetException(new IOException("t")),
        new WithState(5, List.of("a"), new IOException("c")),
        new MessageFromArgument("bob"),
        new NoMatchingConstructor(1, 2),
        new FixedCause(3),
        new ThrowingConstructor("fine"),
        new RemoteException("x.Y", "text", null),
        new io.troupe.PayloadException("p"),
        new Error("e"));
  }

  @ParameterizedTest
  @MethodSource("rebuildable")
  @Tag("C113")
  @Tag("F017")
  void decode_rebuildable_hasClassAndMessageAndRemoteStack(Throwable original) {
    Throwable back = cross(original);
    assertThat((Object) back.getClass()).isEqualTo(original.getClass());
    assertThat(back.getMessage()).isEqualTo(original.getMessage());
    RemoteStackTrace remote = remoteOf(back);
    assertThat(remote).hasMessage(ORIGIN);
    assertSameStack(remote, original);
  }

  /** The text is all that a reader sees; versions of modules do not cross. */
  private static void assertSameStack(Throwable actual, Throwable expected) {
    assertThat(text(actual)).isEqualTo(text(expected));
  }

  private static List<String> text(Throwable throwable) {
    return Stream.of(throwable.getStackTrace()).map(StackTraceElement::toString).toList();
  }

  @Test
  void decode_exceptionWithoutStack_keepsClassAndMessage() {
    assertThat(cross(new NoStack("n"))).isExactlyInstanceOf(NoStack.class).hasMessage("n");
  }

  private static RemoteStackTrace remoteOf(Throwable throwable) {
    return (RemoteStackTrace) throwable.getSuppressed()[0];
  }

  @Test
  void decode_stack_isTheCallersHereAndTheRemoteOneIsSuppressed() {
    Throwable back = cross(thrownDeepInside());
    assertThat(back.getStackTrace()[0].getMethodName()).isEqualTo("cross");
    assertThat(back).hasNoCause();
    assertThat(remoteOf(back).getStackTrace()[0].getMethodName()).isEqualTo("thrownDeepInside");
    StringWriter text = new StringWriter();
    back.printStackTrace(new PrintWriter(text));
    assertThat(text.toString())
        .contains(
            "Suppressed: io.troupe.RemoteStackTrace: " + ORIGIN,
            "thrownDeepInside(FailuresTest.java:");
  }

  static Stream<Throwable> caused() {
    IOException cause = new IOException("why");
    return Stream.of(
        new RuntimeException("message and cause", cause),
        new RuntimeException(cause),
        new RuntimeException(null, cause),
        new UncheckedIOException(cause),
        new UncheckedIOException("message", cause),
        new ExceptionInInitializerError(cause),
        new InvocationTargetException(cause),
        new InvocationTargetException(cause, "message"),
        new ClassNotFoundException("message", cause),
        new ExecutionException(cause),
        new WithState(5, List.of("a"), cause),
        new AssertionError("message", cause),
        new OverriddenCause("message", cause),
        new OutOfMemoryError("open").initCause(cause));
  }

  @ParameterizedTest
  @MethodSource("caused")
  void decode_caused_hasTheCauseWhereItWas(Throwable original) {
    Throwable back = cross(cross(original));
    assertThat((Object) back.getClass()).isEqualTo(original.getClass());
    assertThat(back).hasMessage(original.getMessage());
    assertThat(back.getCause()).isExactlyInstanceOf(IOException.class).hasMessage("why");
    assertThat(back.getCause()).hasNoSuppressedExceptions();
    assertThat(remoteOf(back)).hasMessage(ORIGIN);
  }

  private static Exception thrownDeepInside() {
    return new IllegalStateException("deep");
  }

  @Test
  void decode_causes_keepStacksAndOrderWithoutFurtherWrappers() {
    IOException root = new IOException("root");
    Throwable back = cross(new RuntimeException("top", new IllegalStateException("middle", root)));
    Throwable middle = back.getCause();
    assertThat(middle).isInstanceOf(IllegalStateException.class).hasMessage("middle");
    assertThat(middle.getCause())
        .isInstanceOf(IOException.class)
        .hasMessage("root")
        .hasNoCause();
    assertSameStack(middle.getCause(), root);
  }

  @Test
  void decode_suppressed_areRebuilt() {
    Exception original = new Exception("main");
    original.addSuppressed(new IOException("close", new Error("why")));
    Throwable back = cross(original);
    assertThat(back.getSuppressed()).hasSize(2);
    assertThat(back.getSuppressed()[1]).isInstanceOf(IOException.class).hasMessage("close");
    assertThat(back.getSuppressed()[1].getCause()).isInstanceOf(Error.class);
  }

  @Test
  @Tag("X101")
  void decode_exceptionWithState_keepsIt() {
    IOException cause = new IOException("c");
    WithState original = new WithState(5, List.of("a", "b"), cause);
    original.addSuppressed(new IOException("s"));
    WithState back = (WithState) cross(original);
    assertThat(back.code).isEqualTo(5);
    assertThat(back.details).containsExactly("a", "b");
    assertThat(back.getCause()).isInstanceOf(IOException.class).hasMessage("c");
    assertThat(back.getSuppressed()).hasSize(2);
    assertThat(back.getStackTrace()[0].getMethodName()).isEqualTo("cross");
  }

  @Test
  void decode_sqlException_keepsStateAndCode() {
    SQLException back = (SQLException) cross(new SQLException("s", "42000", 7));
    assertThat(back.getSQLState()).isEqualTo("42000");
    assertThat(back.getErrorCode()).isEqualTo(7);
  }

  @Test
  void decode_fixedCause_staysWithoutOne() {
    Throwable back = cross(new FixedCause(3));
    assertThat(back).hasNoCause();
    assertThat(((FixedCause) back).n).isEqualTo(3);
  }

  @Test
  @Tag("X101")
  void decode_notRebuildable_isRemoteExceptionWithNameTextAndStack() {
    for (Throwable original : List.of(new NotSerialisableState(5), new Inner(), anonymous())) {
      Throwable back = cross(original);
      assertThat(back).isInstanceOf(RemoteException.class).hasMessage(original.toString());
      assertThat(((RemoteException) back).remoteClass())
          .isEqualTo(original.getClass().getName());
      assertSameStack(remoteOf(back), original);
    }
  }

  private Throwable anonymous() {
    return new RuntimeException("anonymous") {
      @Override
      public String toString() {
        return getMessage() + " of " + FailuresTest.this.getClass().getSimpleName();
      }
    };
  }

  @Test
  void decode_unknownClass_isRemoteException() {
    Failure failure = FAILURES.encode(new IOException("x"), ORIGIN).toBuilder()
        .setClassName("no.such.Exception")
        .build();
    Throwable back = FAILURES.decode(failure);
    assertThat(back).isInstanceOf(RemoteException.class).hasMessage("java.io.IOException: x");
    assertThat(((RemoteException) back).remoteClass()).isEqualTo("no.such.Exception");
    assertThat(remoteOf(back)).hasMessage(ORIGIN);
    Failure notThrowable = failure.toBuilder().setClassName("java.lang.String").build();
    assertThat(FAILURES.decode(notThrowable)).isInstanceOf(RemoteException.class);
  }

  @Test
  void decode_constructorThatThrows_isRemoteException() {
    Failure failure = FAILURES.encode(new ThrowingConstructor("t"), ORIGIN);
    ThrowingConstructor.broken = true;
    try {
      assertThat(FAILURES.decode(failure))
          .isInstanceOf(RemoteException.class)
          .hasMessageContaining("ThrowingConstructor: t");
    } finally {
      ThrowingConstructor.broken = false;
    }
  }

  @Test
  void encode_methodsThatThrow_stillNameTheClass() {
    Failure failure = FAILURES.encode(new Hostile(), ORIGIN);
    assertThat(failure.getClassName()).isEqualTo(Hostile.class.getName());
    assertThat(failure.getText()).isEqualTo(Hostile.class.getName());
    assertThat(FAILURES.decode(failure)).isNotNull();
  }

  @Test
  void encode_cyclicCauses_endOnce() {
    Exception a = new Exception("a");
    Exception b = new Exception("b", a);
    a.initCause(b);
    a.addSuppressed(b);
    Throwable back = cross(a);
    assertThat(back.getCause()).hasMessage("b").hasNoCause();
  }

  @Test
  void encode_deepChain_isCutAndCanBeParsed() throws IOException {
    Exception chain = new Exception("bottom");
    for (int i = 0; i < 10_000; i++) {
      chain = new Exception("level " + i, chain);
    }
    Failure failure = Failure.parseFrom(FAILURES.encode(chain, ORIGIN).toByteString());
    assertThat(FAILURES.decode(failure)).hasMessage("level 9999");
  }

  @Test
  void cross_twice_keepsTheClassAndBothStacks() {
    Throwable twice = cross(cross(new IOException("x")));
    assertThat(twice).isInstanceOf(IOException.class).hasMessage("x");
    assertThat(twice.getSuppressed())
        .hasSize(2)
        .allSatisfy(
            remote -> assertThat(remote).isInstanceOf(RemoteStackTrace.class).hasMessage(ORIGIN));
    Throwable remote = cross(cross(new Inner()));
    assertThat(((RemoteException) remote).remoteClass()).isEqualTo(Inner.class.getName());
  }

  @Test
  void roundTrip_throwableAsValue_keepsItsOwnStack() {
    Exception original = new IllegalStateException("v", new IOException("c"));
    Throwable back = (Throwable) PAYLOADS.decode(PAYLOADS.encode(original));
    assertThat(back).isInstanceOf(IllegalStateException.class).hasMessage("v");
    assertSameStack(back, original);
    assertThat(back.getCause()).isInstanceOf(IOException.class).hasMessage("c");
  }
}
