package org.busbar.central.admin;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A site of the development data.
 *
 * @param firstReading when its first reading was measured; null = it has none
 */
record SeededSite(long id, String slug, @Nullable Instant firstReading) {}
