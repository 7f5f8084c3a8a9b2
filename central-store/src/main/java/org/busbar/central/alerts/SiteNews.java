package org.busbar.central.alerts;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A site with readings that have not been judged.
 *
 * @param config sites.config
 * @param seen how far it has been judged; null = never
 * @param newest when its newest reading was measured
 */
record SiteNews(
    long siteId, long organizationId, JsonNode config, @Nullable Instant seen, Instant newest) {}
