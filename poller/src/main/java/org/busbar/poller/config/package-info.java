/** The site file, read strictly into records that check themselves. */
@NullMarked
package org.busbar.poller.config;

import org.jspecify.annotations.NullMarked;
