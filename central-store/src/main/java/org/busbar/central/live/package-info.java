/** What changes, pushed to browsers: after the commit, to each at its own pace. */
@NullMarked
package org.busbar.central.live;

import org.jspecify.annotations.NullMarked;
