/**
 * The program on the site's PC: reads devices, keeps readings on disk, brings them to the centre.
 */
@NullMarked
package org.busbar.poller;

import org.jspecify.annotations.NullMarked;
