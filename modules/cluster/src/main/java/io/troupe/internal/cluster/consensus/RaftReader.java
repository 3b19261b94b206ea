package io.troupe.internal.cluster.consensus;

import io.microraft.MembershipChangeMode;
import io.microraft.RaftEndpoint;
import io.microraft.model.RaftModelFactory;
import io.microraft.model.groupop.UpdateRaftGroupMembersOp;
import io.microraft.model.impl.DefaultRaftModelFactory;
import io.microraft.model.log.RaftGroupMembersView;
import io.microraft.model.message.InstallSnapshotRequest.InstallSnapshotRequestBuilder;
import io.troupe.proto.AppendRequest;
import io.troupe.proto.GroupMembers;
import io.troupe.proto.InstallRequest;
import io.troupe.proto.InstallResponse;
import io.troupe.proto.LogEntry;
import io.troupe.proto.LogPosition;
import io.troupe.proto.MembersChange;
import io.troupe.proto.RaftMessage;
import io.troupe.proto.SnapshotChunk;
import io.troupe.proto.VoteRequest;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

/** MicroRaft's messages, from what Protobuf has of them: what {@link RaftWriter} wrote. */
final class RaftReader {
  private static final RaftModelFactory MODEL = new DefaultRaftModelFactory();

  private final RaftMessage message;

  private RaftReader(RaftMessage message) {
    this.message = message;
  }

  /** @throws IllegalArgumentException if it is no message of Raft */
  static io.microraft.model.message.RaftMessage read(RaftMessage message) {
    RaftReader reader = new RaftReader(message);
    return switch (message.getBodyCase()) {
      case PRE_VOTE_REQUEST -> reader.preVoteRequest(message.getPreVoteRequest());
      case PRE_VOTE_RESPONSE -> reader.preVoteResponse(message.getPreVoteResponse());
      case VOTE_REQUEST -> reader.voteRequest(message.getVoteRequest());
      case VOTE_RESPONSE -> reader.voteResponse(message.getVoteResponse());
      case ELECTION_REQUEST -> reader.electionRequest(message.getElectionRequest());
      case APPEND_REQUEST -> reader.appendRequest(message.getAppendRequest());
      case APPEND_SUCCESS -> reader.appendSuccess(message.getAppendSuccess());
      case APPEND_FAILURE -> reader.appendFailure(message.getAppendFailure());
      case INSTALL_REQUEST -> reader.installRequest(message.getInstallRequest());
      case INSTALL_RESPONSE -> reader.installResponse(message.getInstallResponse());
      case BODY_NOT_SET -> throw new IllegalArgumentException("a message of Raft without a body");
    };
  }

  private RaftEndpoint sender() {
    return new Endpoint(message.getSender());
  }

  private io.microraft.model.message.RaftMessage preVoteRequest(LogPosition last) {
    return MODEL
        .createPreVoteRequestBuilder()
        .setGroupId(message.getGroup())
        .setSender(sender())
        .setTerm(message.getTerm())
        .setLastLogTerm(last.getTerm())
        .setLastLogIndex(last.getIndex())
        .build();
  }

  private io.microraft.model.message.RaftMessage preVoteResponse(boolean granted) {
    return MODEL
        .createPreVoteResponseBuilder()
        .setGroupId(message.getGroup())
        .setSender(sender())
        .setTerm(message.getTerm())
        .setGranted(granted)
        .build();
  }

  private io.microraft.model.message.RaftMessage voteRequest(VoteRequest request) {
    return MODEL
        .createVoteRequestBuilder()
        .setGroupId(message.getGroup())
        .setSender(sender())
        .setTerm(message.getTerm())
        .setLastLogTerm(request.getLast().getTerm())
        .setLastLogIndex(request.getLast().getIndex())
        .setSticky(request.getSticky())
        .build();
  }

  private io.microraft.model.message.RaftMessage voteResponse(boolean granted) {
    return MODEL
        .createVoteResponseBuilder()
        .setGroupId(message.getGroup())
        .setSender(sender())
        .setTerm(message.getTerm())
        .setGranted(granted)
        .build();
  }

  private io.microraft.model.message.RaftMessage electionRequest(LogPosition last) {
    return MODEL
        .createTriggerLeaderElectionRequestBuilder()
        .setGroupId(message.getGroup())
        .setSender(sender())
        .setTerm(message.getTerm())
        .setLastLogTerm(last.getTerm())
        .setLastLogIndex(last.getIndex())
        .build();
  }

  private io.microraft.model.message.RaftMessage appendRequest(AppendRequest request) {
    return MODEL
        .createAppendEntriesRequestBuilder()
        .setGroupId(message.getGroup())
        .setSender(sender())
        .setTerm(message.getTerm())
        .setPreviousLogTerm(request.getPrevious().getTerm())
        .setPreviousLogIndex(request.getPrevious().getIndex())
        .setCommitIndex(request.getCommitIndex())
        .setLogEntries(request.getEntriesList().stream().map(RaftReader::entry).toList())
        .setQuerySequenceNumber(message.getQuerySequence())
        .setFlowControlSequenceNumber(message.getFlowSequence())
        .build();
  }

  private io.microraft.model.message.RaftMessage appendSuccess(long lastIndex) {
    return MODEL
        .createAppendEntriesSuccessResponseBuilder()
        .setGroupId(message.getGroup())
        .setSender(sender())
        .setTerm(message.getTerm())
        .setLastLogIndex(lastIndex)
        .setQuerySequenceNumber(message.getQuerySequence())
        .setFlowControlSequenceNumber(message.getFlowSequence())
        .build();
  }

  private io.microraft.model.message.RaftMessage appendFailure(long nextIndex) {
    return MODEL
        .createAppendEntriesFailureResponseBuilder()
        .setGroupId(message.getGroup())
        .setSender(sender())
        .setTerm(message.getTerm())
        .setExpectedNextIndex(nextIndex)
        .setQuerySequenceNumber(message.getQuerySequence())
        .setFlowControlSequenceNumber(message.getFlowSequence())
        .build();
  }

  private io.microraft.model.message.RaftMessage installRequest(InstallRequest request) {
    InstallSnapshotRequestBuilder read = MODEL
        .createInstallSnapshotRequestBuilder()
        .setGroupId(message.getGroup())
        .setSender(sender())
        .setTerm(message.getTerm())
        .setSenderLeader(request.getFromLeader())
        .setSnapshotTerm(request.getSnapshot().getTerm())
        .setSnapshotIndex(request.getSnapshot().getIndex())
        .setTotalSnapshotChunkCount(request.getChunkCount())
        .setSnapshottedMembers(endpoints(request.getHoldersList()))
        .setGroupMembersView(members(request.getMembers()))
        .setQuerySequenceNumber(message.getQuerySequence())
        .setFlowControlSequenceNumber(message.getFlowSequence());
    if (request.hasChunk()) {
      read.setSnapshotChunk(chunk(request.getChunk()));
    }
    return read.build();
  }

  private io.microraft.model.message.RaftMessage installResponse(InstallResponse response) {
    return MODEL
        .createInstallSnapshotResponseBuilder()
        .setGroupId(message.getGroup())
        .setSender(sender())
        .setTerm(message.getTerm())
        .setSnapshotIndex(response.getIndex())
        .setRequestedSnapshotChunkIndex(response.getChunk())
        .setQuerySequenceNumber(message.getQuerySequence())
        .setFlowControlSequenceNumber(message.getFlowSequence())
        .build();
  }

  private static io.microraft.model.log.SnapshotChunk chunk(SnapshotChunk chunk) {
    return MODEL
        .createSnapshotChunkBuilder()
        .setTerm(chunk.getPosition().getTerm())
        .setIndex(chunk.getPosition().getIndex())
        .setSnapshotChunkIndex(chunk.getNumber())
        .setSnapshotChunkCount(chunk.getCount())
        .setOperation(chunk.getContent())
        .setGroupMembersView(members(chunk.getMembers()))
        .build();
  }

  private static io.microraft.model.log.LogEntry entry(LogEntry entry) {
    return MODEL
        .createLogEntryBuilder()
        .setTerm(entry.getPosition().getTerm())
        .setIndex(entry.getPosition().getIndex())
        .setOperation(entry.hasChange() ? change(entry.getChange()) : entry.getCommand())
        .build();
  }

  private static UpdateRaftGroupMembersOp change(MembersChange change) {
    return MODEL
        .createUpdateRaftGroupMembersOpBuilder()
        .setMode(mode(change.getMode()))
        .setEndpoint(new Endpoint(change.getEndpoint()))
        .setMembers(endpoints(change.getMembers().getMembersList()))
        .setVotingMembers(endpoints(change.getMembers().getVotersList()))
        .build();
  }

  private static MembershipChangeMode mode(MembersChange.Mode mode) {
    return switch (mode) {
      case ADD_LEARNER -> MembershipChangeMode.ADD_LEARNER;
      case PROMOTE -> MembershipChangeMode.ADD_OR_PROMOTE_TO_FOLLOWER;
      case REMOVE -> MembershipChangeMode.REMOVE_MEMBER;
      case UNRECOGNIZED -> throw new IllegalArgumentException("an unknown change of members");
    };
  }

  private static RaftGroupMembersView members(GroupMembers members) {
    return MODEL
        .createRaftGroupMembersViewBuilder()
        .setLogIndex(members.getIndex())
        .setMembers(endpoints(members.getMembersList()))
        .setVotingMembers(endpoints(members.getVotersList()))
        .build();
  }

  private static Collection<RaftEndpoint> endpoints(List<String> ids) {
    Collection<RaftEndpoint> endpoints = new LinkedHashSet<>();
    ids.forEach(id -> endpoints.add(new Endpoint(id)));
    return endpoints;
  }
}
