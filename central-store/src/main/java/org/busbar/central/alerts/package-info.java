/**
 * Alert rules as data, the pure state machine that judges readings, and what people do to alerts.
 */
@NullMarked
package org.busbar.central.alerts;

import org.jspecify.annotations.NullMarked;
