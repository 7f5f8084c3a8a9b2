/** The jobs of the server: what runs when, once among all nodes, each run recorded. */
@NullMarked
package org.busbar.central.jobs;

import org.jspecify.annotations.NullMarked;
