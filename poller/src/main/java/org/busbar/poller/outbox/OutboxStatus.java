package org.busbar.poller.outbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an outbox holds.
 *
 * @param depth items that the centre has not acknowledged
 * @param oldest when the oldest of them was measured; null if there is none
 * @param bytes in use on disk
 * @param quarantined items set aside, never deleted by themselves
 * @param parked batches that only fail while others pass
 * @param dropped items dropped since the outbox was made, to stay within its bound
 */
public record OutboxStatus(
    long depth,
    @Nullable Instant oldest,
    long bytes,
    long quarantined,
    long parked,
    long dropped) {}
