/** What the centre can be asked: the SQL files by name, each within what the asker may see. */
@NullMarked
package org.busbar.central.query;

import org.jspecify.annotations.NullMarked;
