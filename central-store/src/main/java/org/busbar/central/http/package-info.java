/** The web server: routes, problems (RFC 9457) and the keys of sites. */
@NullMarked
package org.busbar.central.http;

import org.jspecify.annotations.NullMarked;
