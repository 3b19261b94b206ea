package io.troupe.internal.cluster.consensus;

import com.google.protobuf.ByteString;
import io.microraft.MembershipChangeMode;
import io.microraft.RaftEndpoint;
import io.microraft.model.groupop.UpdateRaftGroupMembersOp;
import io.microraft.model.log.BaseLogEntry;
import io.microraft.model.log.RaftGroupMembersView;
import io.microraft.model.message.AppendEntriesFailureResponse;
import io.microraft.model.message.AppendEntriesRequest;
import io.microraft.model.message.AppendEntriesSuccessResponse;
import io.microraft.model.message.InstallSnapshotRequest;
import io.microraft.model.message.InstallSnapshotResponse;
import io.microraft.model.message.PreVoteRequest;
import io.microraft.model.message.PreVoteResponse;
import io.microraft.model.message.TriggerLeaderElectionRequest;
import io.microraft.model.message.VoteResponse;
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
import java.util.List;

/** MicroRaft's messages, as Protobuf has them. {@link RaftReader} is the way back. */
final class RaftWriter {
  private RaftWriter() {}

  static RaftMessage write(io.microraft.model.message.RaftMessage message, Endpoint receiver) {
    RaftMessage.Builder written = RaftMessage.newBuilder()
        .setGroup((String) message.getGroupId())
        .setSender(id(message.getSender()))
        .setReceiver(receiver.id())
        .setTerm(message.getTerm());
    if (!writeVote(message, written) && !writeAppend(message, written)) {
      writeInstall(message, written);
    }
    return written.build();
  }

  private static boolean writeVote(
      io.microraft.model.message.RaftMessage message, RaftMessage.Builder written) {
    if (message instanceof PreVoteRequest request) {
      written.setPreVoteRequest(position(request.getLastLogTerm(), request.getLastLogIndex()));
    } else if (message instanceof PreVoteResponse response) {
      written.setPreVoteResponse(response.isGranted());
    } else if (message instanceof io.microraft.model.message.VoteRequest request) {
      written.setVoteRequest(VoteRequest.newBuilder()
          .setLast(position(request.getLastLogTerm(), request.getLastLogIndex()))
          .setSticky(request.isSticky()));
    } else if (message instanceof VoteResponse response) {
      written.setVoteResponse(response.isGranted());
    } else if (message instanceof TriggerLeaderElectionRequest request) {
      written.setElectionRequest(position(request.getLastLogTerm(), request.getLastLogIndex()));
    } else {
      return false;
    }
    return true;
  }

  private static boolean writeAppend(
      io.microraft.model.message.RaftMessage message, RaftMessage.Builder written) {
    if (message instanceof AppendEntriesRequest request) {
      written
          .setQuerySequence(request.getQuerySequenceNumber())
          .setFlowSequence(request.getFlowControlSequenceNumber())
          .setAppendRequest(append(request));
    } else if (message instanceof AppendEntriesSuccessResponse response) {
      written
          .setQuerySequence(response.getQuerySequenceNumber())
          .setFlowSequence(response.getFlowControlSequenceNumber())
          .setAppendSuccess(response.getLastLogIndex());
    } else if (message instanceof AppendEntriesFailureResponse response) {
      written
          .setQuerySequence(response.getQuerySequenceNumber())
          .setFlowSequence(response.getFlowControlSequenceNumber())
          .setAppendFailure(response.getExpectedNextIndex());
    } else {
      return false;
    }
    return true;
  }

  private static AppendRequest append(AppendEntriesRequest request) {
    return AppendRequest.newBuilder()
        .setPrevious(position(request.getPreviousLogTerm(), request.getPreviousLogIndex()))
        .setCommitIndex(request.getCommitIndex())
        .addAllEntries(request.getLogEntries().stream().map(RaftWriter::entry).toList())
        .build();
  }

  private static void writeInstall(
      io.microraft.model.message.RaftMessage message, RaftMessage.Builder written) {
    if (message instanceof InstallSnapshotRequest request) {
      written
          .setQuerySequence(request.getQuerySequenceNumber())
          .setFlowSequence(request.getFlowControlSequenceNumber())
          .setInstallRequest(install(request));
    } else if (message instanceof InstallSnapshotResponse response) {
      written
          .setQuerySequence(response.getQuerySequenceNumber())
          .setFlowSequence(response.getFlowControlSequenceNumber())
          .setInstallResponse(InstallResponse.newBuilder()
              .setIndex(response.getSnapshotIndex())
              .setChunk(response.getRequestedSnapshotChunkIndex()));
    } else {
      throw new IllegalArgumentException("no message of Raft as it was: " + message);
    }
  }

  private static InstallRequest install(InstallSnapshotRequest request) {
    InstallRequest.Builder written = InstallRequest.newBuilder()
        .setFromLeader(request.isSenderLeader())
        .setSnapshot(position(request.getSnapshotTerm(), request.getSnapshotIndex()))
        .setChunkCount(request.getTotalSnapshotChunkCount())
        .addAllHolders(ids(request.getSnapshottedMembers()))
        .setMembers(members(request.getGroupMembersView()));
    if (request.getSnapshotChunk() != null) {
      written.setChunk(chunk(request.getSnapshotChunk()));
    }
    return written.build();
  }

  private static SnapshotChunk chunk(io.microraft.model.log.SnapshotChunk chunk) {
    return SnapshotChunk.newBuilder()
        .setPosition(position(chunk))
        .setNumber(chunk.getSnapshotChunkIndex())
        .setCount(chunk.getSnapshotChunkCount())
        .setContent((ByteString) chunk.getOperation())
        .setMembers(members(chunk.getGroupMembersView()))
        .build();
  }

  private static LogEntry entry(io.microraft.model.log.LogEntry entry) {
    LogEntry.Builder written = LogEntry.newBuilder().setPosition(position(entry));
    if (entry.getOperation() instanceof UpdateRaftGroupMembersOp change) {
      written.setChange(change(change));
    } else {
      written.setCommand((ByteString) entry.getOperation());
    }
    return written.build();
  }

  private static MembersChange change(UpdateRaftGroupMembersOp change) {
    return MembersChange.newBuilder()
        .setMode(mode(change.getMode()))
        .setEndpoint(id(change.getEndpoint()))
        .setMembers(GroupMembers.newBuilder()
            .addAllMembers(ids(change.getMembers()))
            .addAllVoters(ids(change.getVotingMembers())))
        .build();
  }

  private static MembersChange.Mode mode(MembershipChangeMode mode) {
    return switch (mode) {
      case ADD_LEARNER -> MembersChange.Mode.ADD_LEARNER;
      case ADD_OR_PROMOTE_TO_FOLLOWER -> MembersChange.Mode.PROMOTE;
      case REMOVE_MEMBER -> MembersChange.Mode.REMOVE;
    };
  }

  private static GroupMembers members(RaftGroupMembersView view) {
    return GroupMembers.newBuilder()
        .setIndex(view.getLogIndex())
        .addAllMembers(ids(view.getMembers()))
        .addAllVoters(ids(view.getVotingMembers()))
        .build();
  }

  private static LogPosition position(BaseLogEntry entry) {
    return position(entry.getTerm(), entry.getIndex());
  }

  private static LogPosition position(int term, long index) {
    return LogPosition.newBuilder().setTerm(term).setIndex(index).build();
  }

  private static List<String> ids(Collection<RaftEndpoint> endpoints) {
    return endpoints.stream().map(RaftWriter::id).toList();
  }

  private static String id(RaftEndpoint endpoint) {
    return (String) endpoint.getId();
  }
}
