package org.busbar.central.admin;

import java.util.List;

/**
 * What a seed made; everything 0 or empty when it was all there.
 *
 * @param organizations made, 0 or 1
 * @param sites made, 0 to 3
 * @param equipment pieces made, 0 to 12
 * @param accounts e-mail addresses of the local accounts made
 * @param keyFiles files of site keys written
 * @param readings made, 0 or more
 * @param hours hourly rows rolled up, 0 or more
 * @param days daily rows rolled up, 0 or more
 */
record SeedReport(
    int organizations,
    int sites,
    int equipment,
    List<String> accounts,
    List<String> keyFiles,
    int readings,
    int hours,
    int days) {}
