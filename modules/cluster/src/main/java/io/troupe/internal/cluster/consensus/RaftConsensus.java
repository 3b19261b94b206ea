package io.troupe.internal.cluster.consensus;

import com.google.protobuf.ByteString;
import io.microraft.exception.NotLeaderException;
import io.microraft.exception.RaftException;
import io.troupe.internal.log.Log;
import io.troupe.internal.wait.Deadline;
import io.troupe.proto.Acceptance;
import io.troupe.proto.ConsensusMail;
import io.troupe.proto.Invitation;
import io.troupe.proto.LogAnswer;
import io.troupe.proto.LogRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** This node's part in the consensus: member of the group or not. */
public final class RaftConsensus implements Consensus, Post.Recipient {
  private static final Log log = Log.of(RaftConsensus.class);
  private static final long FAREWELL_MILLIS = 200;
  private static final long PART_MILLIS = 50;

  private final String self;
  private final Post post;
  private final Supplier<Machine> machines;
  private final Supplier<List<Peer>> peers;
  private final Requests requests = new Requests();
  private final Leaders leaders;
  private final Duration patience;

  /** Changes while this is locked. */
  private volatile @Nullable Life life;

  private volatile boolean closed;

  /** This node in one of its lives as a member. */
  private record Life(RaftMember member, Caretaker caretaker) {}

  /**
   * @param self the address of this node
   * @param post makes the post that brings mail to this node; it is closed with this
   * @param machines makes what is to follow from a new copy of the log
   * @param peers the nodes, the oldest first
   * @param patience how long a call looks for a leader; several times what it takes to elect one
   */
  public RaftConsensus(
      String self,
      Post post,
      Supplier<Machine> machines,
      Supplier<List<Peer>> peers,
      Duration patience) {
    this.patience = patience;
    this.self = self;
    this.post = post;
    this.machines = machines;
    this.peers = peers;
    leaders = new Leaders(self, peers, this::member);
  }

  private Optional<RaftMember> member() {
    return Optional.ofNullable(life).map(Life::member).filter(member -> !member.isOver());
  }

  @Override
  public String identity() {
    return "";
  }

  @Override
  public synchronized void found() {
    Endpoint founder = Endpoint.of(self, 1);
    live(founder, founder.id());
  }

  /** Returns the voters by their endpoints, as this node knows them; none if it is no member. */
  List<String> voters() {
    return member().map(RaftMember::voters).orElse(List.of());
  }

  private Life live(Endpoint endpoint, String group) {
    Machine machine = machines.get();
    RaftMember member = RaftMember.start(endpoint, group, machine, post);
    Caretaker caretaker = new Caretaker(member, machine, post, peers);
    caretaker.begin();
    Life begun = new Life(member, caretaker);
    life = begun;
    return begun;
  }

  @Override
  public ByteString write(ByteString command) throws NoAgreementException, InterruptedException {
    return call(command, false);
  }

  @Override
  public ByteString read(ByteString query) throws NoAgreementException, InterruptedException {
    return call(query, true);
  }

  private ByteString call(ByteString content, boolean readOnly)
      throws NoAgreementException, InterruptedException {
    Inquiry inquiry = new Inquiry(leaders, patience);
    while (inquiry.goesOn() && !closed) {
      String node = inquiry.node();
      LogAnswer answer = ask(node, content, readOnly, inquiry);
      if (answer != null && answer.hasResult()) {
        leaders.isLeader(node);
        return answer.getResult();
      }
      inquiry.failed(node, answer);
    }
    throw new NoAgreementException(closed ? "this node has ended" : inquiry.reason());
  }

  private @Nullable LogAnswer ask(
      String node, ByteString content, boolean readOnly, Inquiry inquiry)
      throws InterruptedException {
    Requests.Request request = requests.begin(node);
    try {
      post.send(
          node,
          ConsensusMail.newBuilder()
              .setRequest(LogRequest.newBuilder()
                  .setId(request.id())
                  .setContent(content)
                  .setReadOnly(readOnly)));
      return inquiry.await(request.answer(), node);
    } finally {
      requests.end(request);
    }
  }

  @Override
  public void receive(ConsensusMail mail) {
    switch (mail.getBodyCase()) {
      case RAFT -> member().ifPresent(member -> member.receive(mail.getRaft()));
      case REQUEST -> onRequest(mail.getFrom(), mail.getRequest());
      case ANSWER -> requests.answered(mail.getAnswer());
      case INVITATION -> onInvitation(mail.getFrom(), mail.getInvitation());
      case ACCEPTANCE ->
        care(caretaker -> caretaker.accepted(mail.getAcceptance().getEndpoint()));
      case FAREWELL -> care(caretaker -> caretaker.farewell(mail.getFarewell()));
      case BODY_NOT_SET -> log.debug("A mail of {} says nothing", mail.getFrom());
    }
  }

  /** What it was asked is asked again; where it led, the others need not wait for its silence. */
  @Override
  public void lost(String peer) {
    requests.lost(peer);
    member().ifPresent(member -> member.lost(peer));
  }

  private interface Care {
    void by(Caretaker caretaker);
  }

  private void care(Care care) {
    Life now = life;
    if (now != null) {
      now.member().thread().execute(() -> care.by(now.caretaker()));
    }
  }

  private void onRequest(String from, LogRequest request) {
    Optional<RaftMember> member = member();
    if (member.isEmpty()) {
      answer(from, request, LogAnswer.newBuilder().setNotLeader(""));
      return;
    }
    member
        .get()
        .carryOut(request.getContent(), request.getReadOnly())
        .whenComplete((result, failure) -> answer(
            from,
            request,
            failure == null ? LogAnswer.newBuilder().setResult(result) : failed(failure)));
  }

  private static LogAnswer.Builder failed(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof NotLeaderException other) {
      return LogAnswer.newBuilder().setNotLeader(leader(other));
    }
    return LogAnswer.newBuilder().setFailure(String.valueOf(cause));
  }

  private static String leader(RaftException e) {
    return e.getLeader() instanceof Endpoint leader ? leader.peer() : "";
  }

  private void answer(String to, LogRequest request, LogAnswer.Builder answer) {
    post.send(to, ConsensusMail.newBuilder().setAnswer(answer.setId(request.getId())));
  }

  private synchronized void onInvitation(String from, Invitation invitation) {
    if (closed) {
      return;
    }
    Life now = life;
    int number = now == null ? 0 : now.member().self().number();
    if (now == null || now.member().isOver() || number < invitation.getAtLeast()) {
      end(now);
      int next = Math.max(number + 1, invitation.getAtLeast());
      now = live(Endpoint.of(self, next), invitation.getGroup());
    }
    Acceptance acceptance =
        Acceptance.newBuilder().setEndpoint(now.member().self().id()).build();
    post.send(from, ConsensusMail.newBuilder().setAcceptance(acceptance));
  }

  @Override
  public boolean awaitPart(Duration limit) throws InterruptedException {
    Deadline deadline = Deadline.after(limit);
    while (!Voters.isComplete(self, voters(), peers.get())) {
      if (deadline.passed() || closed) {
        return false;
      }
      Thread.sleep(PART_MILLIS);
    }
    return true;
  }

  @Override
  public void leave(Duration limit) throws InterruptedException {
    Deadline deadline = Deadline.after(limit);
    for (Optional<RaftMember> member = member();
        member.isPresent() && hasOthers() && !deadline.passed();
        member = member()) {
      String endpoint = member.get().self().id();
      member
          .get()
          .leader()
          .ifPresent(
              leader -> post.send(leader.peer(), ConsensusMail.newBuilder().setFarewell(endpoint)));
      Thread.sleep(FAREWELL_MILLIS);
    }
  }

  private boolean hasOthers() {
    return peers.get().stream().anyMatch(peer -> peer.up() && !peer.address().equals(self));
  }

  private static void end(@Nullable Life ended) {
    if (ended != null) {
      ended.member().end();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    end(life);
    post.close();
  }
}
