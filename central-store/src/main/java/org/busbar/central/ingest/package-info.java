/** From a request's bytes to committed rows: parsing, judging, group commit, receipts. */
@NullMarked
package org.busbar.central.ingest;

import org.jspecify.annotations.NullMarked;
