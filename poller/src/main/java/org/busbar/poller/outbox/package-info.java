/** Readings on disk, from the moment they are taken until the centre has them. */
@NullMarked
package org.busbar.poller.outbox;

import org.jspecify.annotations.NullMarked;
