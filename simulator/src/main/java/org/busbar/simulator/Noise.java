package org.busbar.simulator;

/**
 * Smooth noise that is a pure function of seed, channel and time: the same instant always has the
 * same weather, whatever was asked before.
 *
 * @param seed any number; two seeds share nothing
 */
record Noise(long seed) {
  /**
   * Noise of one channel.
   *
   * @param channel 0 or more; channels are independent
   * @param seconds time since the epoch in s
   * @param period time in s in which it takes a new value, above 0
   * @return -1..1, without steps
   */
  double at(int channel, double seconds, double period) {
    double cell = Math.floor(seconds / period);
    double within = seconds / period - cell;
    double smooth = within * within * (3 - 2 * within);
    double here = lattice(channel, (long) cell);
    return here + (lattice(channel, (long) cell + 1) - here) * smooth;
  }

  /** A number in -1..1 that belongs to a channel and an index. */
  double lattice(int channel, long index) {
    long mixed = mix(seed + mix(channel * 0x9E3779B97F4A7C15L + mix(index)));
    return (mixed >> 11) * 0x1.0p-52;
  }

  /** The finalizer of SplitMix64 (Steele, Lea and Flood, 2014). */
  private static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
