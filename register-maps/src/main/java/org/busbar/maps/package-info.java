/** Register maps: the language, its loader, the read planner, the decoder and its inverse. */
@NullMarked
package org.busbar.maps;

import org.jspecify.annotations.NullMarked;
