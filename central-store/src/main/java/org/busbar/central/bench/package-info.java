/** Measures this program on the machine at hand, against its own throw-away database. */
@NullMarked
package org.busbar.central.bench;

import org.jspecify.annotations.NullMarked;
