/** Commands that set a store up for development, and that empty it. */
@NullMarked
package org.busbar.central.admin;

import org.jspecify.annotations.NullMarked;
