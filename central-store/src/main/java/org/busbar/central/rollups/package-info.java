/** Hours and local days from the raw readings: drains of dirty marks, and the hour on request. */
@NullMarked
package org.busbar.central.rollups;

import org.jspecify.annotations.NullMarked;
