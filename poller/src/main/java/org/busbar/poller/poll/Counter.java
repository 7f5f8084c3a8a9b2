package org.busbar.poller.poll;

/**
 * One lifetime counter that goes into an energy.
 *
 * @param key of its memory: equipment/point
 * @param wattHours reading; NaN if this poll did not get it
 * @param sign +1 if it adds to the energy, −1 if it is taken off
 * @param modulus Wh at which its register starts again at 0; 0 if not known
 * @param mostWatts power that its equipment cannot exceed, W, more than 0
 */
record Counter(String key, double wattHours, int sign, double modulus, double mostWatts) {}
