/**
 * Devices that are not there: a Modbus TCP server with scripted faults, a site model whose power
 * balances, and a fleet of sites that loads the centre.
 */
@NullMarked
package org.busbar.simulator;

import org.jspecify.annotations.NullMarked;
