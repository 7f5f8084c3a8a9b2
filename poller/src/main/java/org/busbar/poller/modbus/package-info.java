/** The one door to Modbus: requests out, sealed outcomes back. */
@NullMarked
package org.busbar.poller.modbus;

import org.jspecify.annotations.NullMarked;
