/** The database: where it is, the bounded pool, the migrations and the SQL files by name. */
@NullMarked
package org.busbar.central.db;

import org.jspecify.annotations.NullMarked;
