/** The way from the outbox to the centre, and what its answers mean. */
@NullMarked
package org.busbar.poller.forward;

import org.jspecify.annotations.NullMarked;
