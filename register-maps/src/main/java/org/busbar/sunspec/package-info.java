/** SunSpec: model definitions, the walk over a device's chain, and maps resolved against it. */
@NullMarked
package org.busbar.sunspec;

import org.jspecify.annotations.NullMarked;
