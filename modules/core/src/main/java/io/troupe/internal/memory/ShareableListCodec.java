package io.troupe.internal.memory;

import io.troupe.memory.ShareableList;
import io.troupe.spi.PayloadCodec;
import java.io.IOException;

/** Carries the name of a {@link ShareableList} to other processes of this machine, which attach to the same memory. */
public final class ShareableListCodec implements PayloadCodec<ShareableList> {
  @Override
  public Class<ShareableList> type() {
    return ShareableList.class;
  }

  @Override
  public String name() {
    return "troupe.ShareableList";
  }

  @Override
  public byte[] encode(ShareableList handle) throws IOException {
    return HandleNames.encode(handle::name);
  }

  @Override
  public ShareableList decode(byte[] data) throws IOException {
    return HandleNames.decode(data, ShareableList::attach);
  }
}
