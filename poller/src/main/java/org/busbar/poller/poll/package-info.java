/** From the tick of the clock to a site reading: schedule, devices, energy, composition. */
@NullMarked
package org.busbar.poller.poll;

import org.jspecify.annotations.NullMarked;
