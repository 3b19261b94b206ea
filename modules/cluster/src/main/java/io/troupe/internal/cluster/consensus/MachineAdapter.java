package io.troupe.internal.cluster.consensus;

import com.google.protobuf.ByteString;
import io.microraft.statemachine.StateMachine;
import java.util.List;
import java.util.function.Consumer;

/** A machine, as MicroRaft uses one. */
final class MachineAdapter implements StateMachine {
  /** What a new leader begins its term with; says nothing to the machine. */
  private static final ByteString NEW_TERM = ByteString.EMPTY;

  private static final int CHUNK_BYTES = 1 << 20;

  private final Machine machine;

  MachineAdapter(Machine machine) {
    this.machine = machine;
  }

  /** A question, which is told from a command by its type. */
  record Question(ByteString content) {}

  @Override
  public Object runOperation(long commitIndex, Object operation) {
    if (operation instanceof Question question) {
      return machine.query(question.content());
    }
    ByteString command = (ByteString) operation;
    return command.isEmpty() ? ByteString.EMPTY : machine.apply(commitIndex, command);
  }

  @Override
  public void takeSnapshot(long commitIndex, Consumer<Object> chunks) {
    ByteString snapshot = machine.snapshot();
    int begin = 0;
    do {
      int end = Math.min(snapshot.size(), begin + CHUNK_BYTES);
      chunks.accept(snapshot.substring(begin, end));
      begin = end;
    } while (begin < snapshot.size());
  }

  @Override
  public void installSnapshot(long commitIndex, List<Object> chunks) {
    ByteString snapshot = ByteString.EMPTY;
    for (Object chunk : chunks) {
      snapshot = snapshot.concat((ByteString) chunk);
    }
    machine.restore(snapshot);
  }

  @Override
  public Object getNewTermOperation() {
    return NEW_TERM;
  }
}
