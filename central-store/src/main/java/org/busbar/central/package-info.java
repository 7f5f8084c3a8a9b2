/** The program busbar-central: its commands, its configuration and the wiring of its parts. */
@NullMarked
package org.busbar.central;

import org.jspecify.annotations.NullMarked;
