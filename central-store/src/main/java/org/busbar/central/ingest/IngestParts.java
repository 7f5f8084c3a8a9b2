package org.busbar.central.ingest;

import org.busbar.central.http.SiteKeys;

/** What both routes of ingestion share. */
record IngestParts(ReadingStore store, SiteKeys keys, IngestLimits limits, Retention retention) {}
