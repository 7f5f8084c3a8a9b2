/**
 * The canonical quantities of Busbar: points of equipment, and the 21 measures of a site reading.
 */
@NullMarked
package org.busbar.points;

import org.jspecify.annotations.NullMarked;
